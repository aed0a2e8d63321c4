/**
 * CMA-ES with active update: Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), https://arxiv.org/abs/1604.00772; Jastrebski and
 * Arnold, "Improving Evolution Strategies through Active Covariance Matrix Adaptation" (2006).
 */
import { InputError } from '../../errors.ts'
import { axesMaterialiser, axesOf, axesShared, axesSteps } from '../distribution/axes.ts'
import { distributionDefaults, lambdaOf } from '../distribution/options.ts'
import { firstMean, meanOf, type SamplePlan, unitsOf } from '../distribution/sampling.ts'
import { limitedSigma, stepLimits } from '../distribution/step-limits.ts'
import type { Population } from '../population.ts'
import { type Costs, ranking } from '../ranking.ts'
import type { Search, SharedVectors, Strategy } from '../strategy.ts'
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
import {
  beginNext,
  doubled,
  firstRun,
  freshMean,
  mostDoublings,
  type RestartOptions,
  type RestartState,
  spend,
} from './restarts.ts'
import { extend, hasEnded } from './termination.ts'

export interface CmaOptions extends RestartOptions {
  /** Whether bad individuals narrow the distribution, by negative weights. */
  readonly active: boolean
}

export interface CmaState extends PathState, CovarianceState {
  /** Null if the search does not restart. */
  readonly runs: RestartState | null
}

/** The most genes: C takes 8 P² bytes, and decomposing it about 9 P³ operations. */
const mostGenes = 1000

export const cmaEs: Strategy<CmaOptions, CmaState, SamplePlan> = {
  kind: 'cma-es',
  defaults: () => ({ ...distributionDefaults, active: true, restarts: 'none', doublings: 9 }),
  capacity(options, length) {
    if (length > mostGenes) {
      const expected = `at most ${mostGenes} genes for cma-es, which learns all their covariances`
      const hint = 'take sep-cma-es, which learns their variances'
      throw new InputError({ field: 'strategy.kind', expected, found: String(length), hint })
    }
    const first = lambdaOf(options, length)
    const rows = doubled(first, mostDoublings(options, length))
    return { first, rows, later: rows }
  },
  shared: axesShared,
  init({ problem: { length }, options }) {
    return {
      ...noPaths(options.sigma, length),
      ...noCovariance(length),
      runs: options.restarts === 'none' ? null : firstRun(options, length),
    }
  },
  plan({ problem, options }, { generation, sigma, runs }) {
    const count = runs === null ? lambdaOf(options, problem.length) : runs.lambda
    return { generation, count, threshold: null, sigma }
  },
  materialiser: axesMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    if (plan.generation === 0) begin(search, state, shared, firstMean(search.problem))
    const order = ranking(costs)
    state.generation++
    if (costs.cost[order[0]] < Infinity) learn(search, state, shared, plan, population, order)
    if (state.runs !== null) restart(search, state, state.runs, shared, costs, order)
  },
  figures: ({ sigma, deviations, runs }) => ({
    sigma,
    condition: conditionOf(deviations),
    ...(runs && { restarts: runs.count, population: runs.lambda }),
  }),
}

/** Shares the mean (P) and the shape that a run begins with. */
function begin(
  { options, problem }: Search<CmaOptions>,
  state: CmaState,
  shared: SharedVectors,
  mean: Float64Array,
): void {
  meanOf(shared).set(mean)
  spreadAxes(state, unitsOf(options, problem), axesOf(shared))
}

/** Moves the mean and the shape of the distribution towards the best rows. */
function learn(
  search: Search<CmaOptions>,
  state: CmaState,
  shared: SharedVectors,
  plan: SamplePlan,
  population: Population,
  order: Uint32Array,
): void {
  const { length } = search.problem
  const mean = meanOf(shared)
  const rates = ratesOf(plan.count, length, search.options.active)
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
  const moves = movePaths(
    { ...state, generation: plan.generation - (state.runs?.begun ?? 0) },
    best,
    whitened(state, best),
    rates,
  )
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
}

/** Begins another run if this one has come to its end: at a fresh mean, with the first shape. */
function restart(
  search: Search<CmaOptions>,
  state: CmaState,
  runs: RestartState,
  shared: SharedVectors,
  costs: Costs,
  order: Uint32Array,
): void {
  const { problem, options, seed } = search
  const [mean, units] = [meanOf(shared), unitsOf(options, problem)]
  spend(runs, order.length)
  runs.history = extend(runs.history, costs, order, problem.length)
  const [generations, firstSigma] = [state.generation - runs.begun, runs.sigma]
  const { history } = runs
  const ended = hasEnded({ state, history, costs, order, mean, units, firstSigma, generations })
  if (!ended && runs.used < runs.most) return
  beginNext(runs, search, state.generation)
  const { generation } = state
  const { length } = problem
  Object.assign(state, noPaths(runs.sigma, length), noCovariance(length), {
    generation,
    decomposed: generation,
  })
  begin(search, state, shared, freshMean(problem, seed, runs.count))
}
