import type { RandomStream } from '../../../random/stream.ts'
import type { Costs } from '../../ranking.ts'
import { eligible } from './selection.ts'
import { createWheel, spin } from './wheel.ts'

export interface LinearRankOptions {
  readonly kind: 'linear-rank'
  /** In [1, 2]: the best rank's chance as a multiple of the average; with 1 all ranks are equally likely. */
  readonly pressure: number
}

/** The chance falls in equal steps from rank to rank, down to 2 - pressure times the average (Baker 1985). */
export function linearRank(
  ranked: Costs,
  picks: Uint32Array,
  options: LinearRankOptions,
  stream: RandomStream,
): void {
  const count = eligible(ranked)
  const fall = count === 1 ? 0 : (2 * options.pressure - 2) / (count - 1)
  const weights = new Float64Array(count).map((_, rank) => options.pressure - fall * rank)
  spin(createWheel(weights), picks, stream)
}
