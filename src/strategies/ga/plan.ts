import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { select } from '../operators/selection/index.ts'
import type { Search } from '../strategy.ts'
import { children, founders, type GaOptions, parentCount, survivors } from './options.ts'
import type { GaPlan, GaState } from './state.ts'

/** The first generation: every individual is drawn from the prior. */
export function planFounders({ options }: Search<GaOptions>, { sigma }: GaState): GaPlan {
  const parentSigma = new Float64Array(0)
  return {
    generation: 0,
    count: founders(options),
    threshold: null,
    again: 0,
    pairs: new Uint32Array(0),
    sigma,
    parentSigma,
  }
}

/** A later generation: the parents that need scoring again, children of chosen parents, and immigrants. */
export function planOffspring({ options, seed }: Search<GaOptions>, state: GaState): GaPlan {
  const { generation, parents, sigma, resampled } = state
  const again = resampled ? Math.min(survivors(options), parents.cost.length) : 0
  const fresh = children(options)
  const pairs = new Uint32Array(2 * (fresh - Math.min(options.immigrants, fresh)))
  const stream = new RandomStream({ seed, purpose: purpose.selection, generation })
  select(parents, pairs, options.selection, stream)
  const threshold = thresholdOf(options, state)
  return {
    generation,
    count: again + fresh,
    threshold,
    again,
    pairs,
    sigma,
    parentSigma: parents.sigma,
  }
}

/**
 * With plus replacement, the cost of the worst parent: there are M better individuals than a child with a higher cost.
 * Null if there are fewer than M parents, if parents get new costs, or if the worst one failed or breaks constraints.
 */
function thresholdOf(options: GaOptions, { parents, resampled }: GaState): number | null {
  const { cost, violation } = parents
  if (options.replacement !== 'plus' || resampled || cost.length < parentCount(options)) return null
  const worst = cost.length - 1
  return violation[worst] === 0 && cost[worst] < Infinity ? cost[worst] : null
}
