/**
 * Separable CMA-ES: Ros and Hansen, "A Simple Modification in CMA-ES Achieving Linear Time and Space Complexity" (2008),
 * https://doi.org/10.1007/978-3-540-87700-4_30. Only the variances of the genes are learned, at rates (n + 2)/3 times as high.
 */

import { momentsOf } from '../distribution/moments.ts'
import {
  type DistributionOptions,
  distributionDefaults,
  lambdaCapacity,
  lambdaOf,
} from '../distribution/options.ts'
import {
  begin,
  diagonalMaterialiser,
  diagonalShared,
  diagonalSteps,
  meanOf,
  type SamplePlan,
  scaleOf,
  unitsOf,
} from '../distribution/sampling.ts'
import { limitedSigma, stepLimits } from '../distribution/step-limits.ts'
import { ranking } from '../ranking.ts'
import type { Strategy } from '../strategy.ts'
import { movePaths, nextSigma, noPaths, type PathState } from './paths.ts'
import { type Rates, ratesOf } from './rates.ts'

export type SepCmaOptions = DistributionOptions

export interface SepCmaState extends PathState {
  /** (P) the variances of the genes, in units of their scale. */
  variances: Float64Array
}

/** Those of CMA-ES, learning faster since there is less to learn. */
function separableRates(lambda: number, n: number): Rates {
  const rates = ratesOf(lambda, n, false)
  const faster = (n + 2) / 3
  const c1 = Math.min(1, rates.c1 * faster)
  return { ...rates, c1, cMu: Math.min(1 - c1, rates.cMu * faster) }
}

export const sepCmaEs: Strategy<SepCmaOptions, SepCmaState, SamplePlan> = {
  kind: 'sep-cma-es',
  defaults: () => distributionDefaults,
  capacity: lambdaCapacity,
  shared: diagonalShared,
  init({ problem, options }) {
    const { length } = problem
    return { ...noPaths(options.sigma, length), variances: new Float64Array(length).fill(1) }
  },
  plan({ problem, options }, { generation, sigma }) {
    return { generation, count: lambdaOf(options, problem.length), threshold: null, sigma }
  },
  materialiser: diagonalMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const { problem, options } = search
    const { length } = problem
    if (plan.generation === 0) begin(search, shared)
    const rates = separableRates(plan.count, length)
    const order = ranking(costs, rates.parents)
    state.generation++
    if (costs.cost[order[0]] === Number.POSITIVE_INFINITY) return

    const units = unitsOf(options, problem)
    const stepOf = diagonalSteps(search, shared, plan, population)
    const weighted = Array.from(order, (row, rank) => [row, rates.weights[rank]] as const)
    const { first, second } = momentsOf(stepOf, weighted, length)
    const mean = first.map((value, p) => value / units[p])

    const { variances, path, sigma } = state
    const moved = meanOf(shared)
    for (let p = 0; p < length; p++) moved[p] += sigma * units[p] * mean[p]
    const whitened = mean.map((value, p) => value / Math.sqrt(variances[p]))
    const moves = movePaths({ ...state, generation: plan.generation }, mean, whitened, rates)
    const { c1, cMu, cPath } = rates
    const missed = moves ? 0 : c1 * cPath * (2 - cPath)
    const scale = scaleOf(shared)
    for (let p = 0; p < length; p++) {
      variances[p] =
        (1 - c1 - cMu + missed) * variances[p] +
        c1 * path[p] * path[p] +
        cMu * (second[p] / (units[p] * units[p]))
      scale[p] = units[p] * Math.sqrt(variances[p])
    }
    state.sigma = limitedSigma(nextSigma(state, rates), stepLimits(problem), (p) => scale[p])
    balance(state)
    for (let p = 0; p < length; p++) scale[p] = units[p] * Math.sqrt(variances[p])
  },
  figures: ({ sigma, variances }) => ({ sigma: sigma * Math.sqrt(meanOfAll(variances)) }),
}

/** How far the mean variance may be from 1. */
const drift = 1e8

/**
 * Only σ² times the variances counts, and where genes depend on each other one may grow while the others shrink, for ever. Moves what is
 * common to all variances into σ before either is no number any more.
 */
function balance(state: SepCmaState): void {
  const { variances, path } = state
  const common = meanOfAll(variances)
  if (common > 1 / drift && common < drift) return
  const root = Math.sqrt(common)
  state.sigma *= root
  for (let p = 0; p < variances.length; p++) {
    variances[p] /= common
    path[p] /= root
  }
}

function meanOfAll(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
