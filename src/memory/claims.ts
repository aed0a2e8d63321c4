import type { Addresses } from './addresses.ts'

/** Where threads say which individuals they took. Plain data; addresses are bytes. */
export interface ClaimsPlan {
  /** N */
  readonly rows: number
  /** (16 + 2 N) int32 */
  readonly wordsAt: number
  /** (N) float64 */
  readonly startsAt: number
}

/** What threads read and write of each other's work. */
export interface ClaimsArea {
  /** (16 + 2 N) a header of one cache line, then two words an individual: its place in the order, and its status. */
  readonly words: Int32Array
  /** (N) when the individual was begun, in milliseconds since the epoch. */
  readonly startedAt: Float64Array
}

/** How many int32 words N individuals take. */
export function claimWords(rows: number): number {
  return 16 + 2 * rows
}

export function planClaims(rows: number, addresses: Addresses): ClaimsPlan {
  return { rows, wordsAt: addresses.take(claimWords(rows) * 4), startsAt: addresses.take(rows * 8) }
}

export function viewClaims({ rows, wordsAt, startsAt }: ClaimsPlan, buffer: ArrayBufferLike): ClaimsArea {
  return {
    words: new Int32Array(buffer, wordsAt, claimWords(rows)),
    startedAt: new Float64Array(buffer, startsAt, rows),
  }
}
