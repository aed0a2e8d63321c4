/**
 * Philox4x32-10, a counter-based generator: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3" (2011), https://doi.org/10.1145/2063384.2063405. Any block can be computed without the ones before it.
 */
const multiplier0: number = 0xd2511f53
const multiplier1: number = 0xcd9e8d57
const weyl0: number = 0x9e3779b9
const weyl1: number = 0xbb67ae85

/** The high 32 bits of the 64-bit product of two unsigned 32-bit integers; `a` may be given as signed. */
export function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff
  const a1 = a >>> 16
  const b0 = b & 0xffff
  const b1 = b >>> 16
  const low = a1 * b0 + ((a0 * b0) >>> 16)
  const middle = a0 * b1 + (low & 0xffff)
  return a1 * b1 + (low >>> 16) + (middle >>> 16)
}

/**
 * Writes the block of counter (c0, c1, c2, c3) and key (k0, k1) to the first four words of `out`. All are 32-bit words.
 */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
): void {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(c0, multiplier0)
    const high1 = multiplyHigh(c2, multiplier1)
    const low0 = Math.imul(c0, multiplier0)
    const low1 = Math.imul(c2, multiplier1)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + weyl0) | 0
    k1 = (k1 + weyl1) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/** What identifies the blocks of one stream: the key (seed, purpose) and the counter except its last word. */
export interface StreamAddress {
  readonly seed: number
  readonly purpose: number
  readonly generation: number
  readonly individual: number
  readonly episode: number
}

/**
 * Writes block `draw` of a stream to the first four words of `out`: key (seed, purpose), counter (generation,
 * individual, episode, draw), with words numbered as in Random123.
 */
export function philoxBlock(stream: StreamAddress, draw: number, out: Uint32Array): void {
  const { seed, purpose, generation, individual, episode } = stream
  philox4x32(generation, individual, episode, draw, seed, purpose, out)
}
