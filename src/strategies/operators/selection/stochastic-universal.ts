import { shuffle } from '../../../random/shuffle.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Costs } from '../../ranking.ts'
import { proportionateWheel, slot } from './wheel.ts'

export interface StochasticUniversalOptions {
  readonly kind: 'stochastic-universal'
}

/**
 * One spin of the roulette wheel with evenly spaced pointers: each rank is chosen its expected number of times,
 * rounded down or up (Baker 1987).
 */
export function stochasticUniversal(
  ranked: Costs,
  picks: Uint32Array,
  _options: StochasticUniversalOptions,
  stream: RandomStream,
): void {
  const wheel = proportionateWheel(ranked)
  const start = stream.float32()
  for (let k = 0; k < picks.length; k++) picks[k] = slot(wheel, ((start + k) / picks.length) * wheel.total)
  shuffle(picks, stream)
}
