import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { select } from '../operators/selection/index.ts'
import type { Search } from '../strategy.ts'
import { children, founders, type GaOptions, survivors } from './options.ts'
import type { GaPlan, GaState } from './state.ts'

/** The first generation: every individual is drawn from the prior. */
export function planFounders({ options }: Search<GaOptions>, { sigma, half }: GaState): GaPlan {
  const parentSigma = new Float64Array(0)
  return {
    generation: 0,
    count: founders(options),
    again: 0,
    pairs: new Uint32Array(0),
    sigma,
    parentSigma,
    half,
  }
}

/** A later generation: the parents that need scoring again, children of chosen parents, and immigrants. */
export function planOffspring({ problem, options, seed }: Search<GaOptions>, state: GaState): GaPlan {
  const { generation, parents, sigma, half } = state
  const again = problem.resampled ? Math.min(survivors(options), parents.cost.length) : 0
  const fresh = children(options)
  const pairs = new Uint32Array(2 * (fresh - Math.min(options.immigrants, fresh)))
  const stream = new RandomStream({ seed, purpose: purpose.selection, generation })
  select(parents, pairs, options.selection, stream)
  return { generation, count: again + fresh, again, pairs, sigma, parentSigma: parents.sigma, half }
}
