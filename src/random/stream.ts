/** Which stream: one (seed, purpose) key, one (generation, individual, episode) of its counter. Unsigned 32-bit integers. */
export interface StreamId {
  readonly seed: number
  readonly purpose: number
  readonly generation?: number
  readonly individual?: number
  readonly episode?: number
}
