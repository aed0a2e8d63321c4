import type { RandomStream } from '../../../random/stream.ts'
import type { Costs } from '../../ranking.ts'

/**
 * Chooses parents, with replacement.
 * @param ranked (n) from best to worst: an index is a rank, 0 is the best; n ≥ 1
 * @param picks out: the chosen ranks, in random order
 */
export type Select<Options> = (
  ranked: Costs,
  picks: Uint32Array,
  options: Options,
  stream: RandomStream,
) => void

/** How many of the ranks may be chosen: those that did not fail, or all if all failed. */
export function eligible({ cost }: Costs): number {
  let count = cost.length
  while (count > 0 && cost[count - 1] === Infinity) count--
  return count === 0 ? cost.length : count
}
