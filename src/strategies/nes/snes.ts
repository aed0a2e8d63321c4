/**
 * Separable natural evolution strategy: Wierstra, Schaul, Glasmachers, Sun, Peters and Schmidhuber, "Natural Evolution Strategies",
 * JMLR 15 (2014), algorithm 6, https://jmlr.org/papers/v15/wierstra14a.html.
 */
import { exp, log } from '../../math/float64/index.ts'
import { momentsOf } from '../distribution/moments.ts'
import {
  type DistributionOptions,
  distributionDefaults,
  lambdaCapacity,
  lambdaOf,
} from '../distribution/options.ts'
import {
  diagonalMaterialiser,
  diagonalShared,
  diagonalSteps,
  firstMean,
  meanOf,
  type SamplePlan,
  scaleOf,
  unitsOf,
} from '../distribution/sampling.ts'
import { stepLimits } from '../distribution/step-limits.ts'
import type { Strategy } from '../strategy.ts'
import { limited, utilities } from './utilities.ts'

export type SnesOptions = DistributionOptions

export interface SnesState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** (P) σ of each gene, in units of its scale. */
  sigmas: Float64Array
}

export const snes: Strategy<SnesOptions, SnesState, SamplePlan> = {
  kind: 'snes',
  defaults: () => distributionDefaults,
  capacity: lambdaCapacity,
  shared: diagonalShared,
  init: ({ problem, options }) => ({
    generation: 0,
    sigmas: new Float64Array(problem.length).fill(options.sigma),
  }),
  // Each gene has a step size of its own, so the common one is that of the start, in which the scale is measured.
  plan: ({ problem, options }, { generation }) => ({
    generation,
    count: lambdaOf(options, problem.length),
    threshold: null,
    sigma: options.sigma,
  }),
  materialiser: diagonalMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const { problem, options } = search
    const { length } = problem
    const [mean, scale] = [meanOf(shared), scaleOf(shared)]
    const units = unitsOf(options, problem)
    if (plan.generation === 0) {
      mean.set(firstMean(problem))
      scale.set(units)
    }
    state.generation++
    if (costs.cost.every((cost) => cost === Number.POSITIVE_INFINITY)) return

    const { sigmas } = state
    const rate = (3 + log(length)) / (5 * Math.sqrt(length))
    const byRow = utilities(costs)
    const stepOf = diagonalSteps(search, shared, plan, population)
    const { first, second } = momentsOf(stepOf, byRow.entries(), length)
    const all = byRow.reduce((sum, utility) => sum + utility, 0)
    const limits = stepLimits(problem)
    for (let p = 0; p < length; p++) {
      /** Steps times this are standard normal. */
      const whitening = plan.sigma / (sigmas[p] * units[p])
      mean[p] += plan.sigma * first[p]
      sigmas[p] *= exp(limited(0.5 * rate * (whitening * whitening * second[p] - all)))
      if (limits !== null) sigmas[p] = Math.min(sigmas[p], limits[p] / units[p])
      scale[p] = (sigmas[p] * units[p]) / options.sigma
    }
  },
  figures: ({ sigmas }) => ({ sigma: meanSigma(sigmas) }),
}

/** The root mean square of the step sizes. */
function meanSigma(sigmas: Float64Array): number {
  return Math.sqrt(sigmas.reduce((sum, sigma) => sum + sigma * sigma, 0) / sigmas.length)
}
