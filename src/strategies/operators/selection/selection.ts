import type { RandomStream } from '../../../random/stream.ts'

/**
 * Chooses parents, with replacement.
 * @param cost (n) in ascending order, so that an index is a rank and 0 the best; n ≥ 1
 * @param picks takes the ranks chosen, in random order
 */
export type Select<Options> = (
  cost: Float64Array,
  picks: Uint32Array,
  options: Options,
  stream: RandomStream,
) => void

/** How many of the ranks may be chosen: those that did not fail, or all where all failed. */
export function eligible(cost: Float64Array): number {
  let count = cost.length
  while (count > 0 && cost[count - 1] === Infinity) count--
  return count === 0 ? cost.length : count
}
