/**
 * CMA-ES with active update: Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), https://arxiv.org/abs/1604.00772; Jastrebski and
 * Arnold, "Improving Evolution Strategies through Active Covariance Matrix Adaptation" (2006).
 */
import { InputError } from '../../errors.ts'
import { axesMaterialiser, axesOf, axesShared, axesSteps } from '../distribution/axes.ts'
import {
  type DistributionOptions,
  distributionDefaults,
  lambdaCapacity,
  lambdaOf,
} from '../distribution/options.ts'
import { firstMean, meanOf, type SamplePlan, unitsOf } from '../distribution/sampling.ts'
import { limitedSigma, stepLimits } from '../distribution/step-limits.ts'
import { ranking } from '../ranking.ts'
import type { Strategy } from '../strategy.ts'
import {
  addOuter,
  type CovarianceState,
  conditionOf,
  decompose,
  noCovariance,
  spreadAxes,
  squaredLength,
  whitened,
} from './covariance.ts'
import { movePaths, nextSigma, noPaths, type PathState } from './paths.ts'
import { ratesOf } from './rates.ts'

export interface CmaOptions extends DistributionOptions {
  /** Whether bad individuals narrow the distribution, by negative weights. */
  readonly active: boolean
}

export type CmaState = PathState & CovarianceState

/** The most genes: C takes 8 P² bytes, and decomposing it about 9 P³ operations. */
const mostGenes = 1000

export const cmaEs: Strategy<CmaOptions, CmaState, SamplePlan> = {
  kind: 'cma-es',
  defaults: () => ({ ...distributionDefaults, active: true }),
  capacity(options, length) {
    if (length > mostGenes) {
      const expected = `at most ${mostGenes} genes for cma-es, which learns all their covariances`
      const hint = 'take sep-cma-es, which learns their variances'
      throw new InputError({ field: 'strategy.kind', expected, found: String(length), hint })
    }
    return lambdaCapacity(options, length)
  },
  shared: axesShared,
  init({ problem: { length }, options }) {
    return {
      ...noPaths(options.sigma, length),
      ...noCovariance(length),
    }
  },
  plan({ problem, options }, { generation, sigma }) {
    return { generation, count: lambdaOf(options, problem.length), threshold: null, sigma }
  },
  materialiser: axesMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const { length } = search.problem
    const mean = meanOf(shared)
    if (plan.generation === 0) mean.set(firstMean(search.problem))
    const rates = ratesOf(plan.count, length, search.options.active)
    const order = ranking(costs)
    state.generation++
    if (costs.cost[order[0]] === Number.POSITIVE_INFINITY) return
    const units = unitsOf(search.options, search.problem)
    const stepOf = axesSteps(search, shared, plan, population, units, (y) => whitened(state, y))
    const step = new Float64Array(length)
    /** The step of the individual of a rank, in units of the genes. */
    const ranked = (rank: number): Float64Array => {
      stepOf(order[rank], step)
      for (let p = 0; p < length; p++) step[p] /= units[p]
      return step
    }

    const best = new Float64Array(length)
    for (let rank = 0; rank < rates.parents; rank++) {
      ranked(rank)
      for (let p = 0; p < length; p++) best[p] += rates.weights[rank] * step[p]
    }
    const moves = movePaths({ ...state, generation: plan.generation }, best, whitened(state, best), rates)
    const { c1, cMu, cPath, weights } = rates
    const { covariance, path } = state
    const missed = moves ? 0 : c1 * cPath * (2 - cPath)
    const kept = 1 + missed - c1 - cMu * weights.reduce((sum, weight) => sum + weight, 0)
    for (let at = 0; at < covariance.length; at++) covariance[at] *= kept
    addOuter(covariance, path, c1)
    for (let rank = 0; rank < plan.count; rank++) {
      const weight = weights[rank]
      if (weight === 0) continue
      ranked(rank)
      // A long bad step must not make C indefinite (equation 46).
      const length2 = weight < 0 ? squaredLength(whitened(state, step)) : 0
      addOuter(covariance, step, weight < 0 && length2 > 0 ? (cMu * weight * length) / length2 : cMu * weight)
    }
    for (let p = 0; p < length; p++) mean[p] += state.sigma * units[p] * best[p]
    state.sigma = limitedSigma(
      nextSigma(state, rates),
      stepLimits(search.problem),
      (p) => units[p] * Math.sqrt(covariance[p * length + p]),
    )
    const gap = Math.max(1, Math.floor(1 / (10 * length * (c1 + cMu))))
    if (state.generation - state.decomposed >= gap) decompose(state, state.generation)
    spreadAxes(state, units, axesOf(shared))
  },
  figures: ({ sigma, deviations }) => ({ sigma, condition: conditionOf(deviations) }),
}
