/**
 * The most rows of a generation. If the first one may have more than later ones, its genomes must not depend on shared vectors:
 * they are made again when `tell` has begun to change those.
 */
export interface Capacity {
  /** Of the first generation. */
  readonly first: number
  /** Of any generation. */
  readonly rows: number
  /** Of a generation after the first. */
  readonly later: number
}

/** Every generation has as many rows. */
export function sameRows(rows: number): Capacity {
  return { first: rows, rows, later: rows }
}
