import type { Addresses } from './addresses.ts'

/** The addresses where threads record the individuals that they took. Plain data; addresses are bytes. */
export interface ClaimsPlan {
  /** N */
  readonly rows: number
  /** (16 + 2 N) int32 */
  readonly wordsAt: number
  /** (N) float64 */
  readonly startsAt: number
}

/** The data about each other's work that threads read and write. */
export interface ClaimsArea {
  /** (16 + 2 N) a header of one cache line, then two words per individual: its place in the order, and its status. */
  readonly words: Int32Array
  /** (N) the time when each individual was begun, in milliseconds since the epoch. */
  readonly startedAt: Float64Array
}

/** The number of int32 words for N individuals. */
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
