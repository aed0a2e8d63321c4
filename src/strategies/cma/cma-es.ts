/**
 * CMA-ES with active update: Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), https://arxiv.org/abs/1604.00772; Jastrebski and
 * Arnold, "Improving Evolution Strategies through Active Covariance Matrix Adaptation" (2006).
 */
import { InputError } from '../../errors.ts'
import { addOuterProducts, addWeightedRows } from '../../math/matrix/products.ts'
import { axesMaterialiser, axesOf, axesShared, axesSteps } from '../distribution/axes.ts'
import { distributionDefaults, lambdaOf } from '../distribution/options.ts'
import { firstMean, meanOf, type SamplePlan, unitsOf } from '../distribution/sampling.ts'
import { limitedSigma, stepLimits } from '../distribution/step-limits.ts'
import { type StepRows, stepRows } from '../distribution/step-rows.ts'
import type { Population } from '../population.ts'
import { type Costs, ranking } from '../ranking.ts'
import type { Search, SharedVectors, Strategy } from '../strategy.ts'
import {
  type CovarianceState,
  conditionOf,
  decompose,
  noCovariance,
  spreadAxes,
  whitened,
  whitenedSquares,
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

/** The most genes: C, its axes and the room to decompose it take 64 P² bytes, a decomposition up to 5 P³ operations. */
const mostGenes = 2000

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
  const { weights, parents, c1, cMu, cPath } = rates
  const units = unitsOf(search.options, search.problem)
  const stepOf = axesSteps(search, shared, plan, population, units, (y) => whitened(state, y))
  /** The rows whose steps count, by rank, and their weights. */
  const rows = order.filter((_, rank) => weights[rank] !== 0)
  const shares = weights.filter((weight) => weight !== 0)
  const steps = stepRows(rows, stepOf, units)

  const best = new Float64Array(length)
  for (const part of steps()) {
    addWeightedRows(best, part.steps, shares.subarray(part.from, Math.min(part.to, parents)))
  }
  const moves = movePaths(
    { ...state, generation: plan.generation - (state.runs?.begun ?? 0) },
    best,
    whitened(state, best),
    rates,
  )
  const { covariance, path } = state
  const missed = moves ? 0 : c1 * cPath * (2 - cPath)
  const kept = 1 + missed - c1 - cMu * weights.reduce((sum, weight) => sum + weight, 0)
  addOuterProducts(covariance, kept, path, [c1])
  for (const part of steps()) {
    addOuterProducts(
      covariance,
      1,
      part.steps,
      stepWeights(state, cMu, shares.subarray(part.from, part.to), part),
    )
  }
  for (let p = 0; p < length; p++) mean[p] += state.sigma * units[p] * best[p]
  state.sigma = limitedSigma(
    nextSigma(state, rates),
    stepLimits(search.problem),
    (p) => units[p] * Math.sqrt(covariance[p * length + p]),
  )
  const gap = Math.max(1, Math.floor(1 / (10 * length * (c1 + cMu))))
  if (state.generation - state.decomposed < gap) return
  decompose(state, state.generation)
  spreadAxes(state, units, axesOf(shared))
}

/** What each step counts for in C. A long bad step must not make C indefinite (equation 46). */
function stepWeights(state: CmaState, cMu: number, shares: Float64Array, { steps }: StepRows): Float64Array {
  const length = state.path.length
  const bad = shares.findIndex((share) => share < 0)
  if (bad < 0) return shares.map((share) => cMu * share)
  const squares = whitenedSquares(state, steps.subarray(bad * length))
  return shares.map((share, k) => {
    const square = k < bad ? 0 : squares[k - bad]
    return square > 0 ? (cMu * share * length) / square : cMu * share
  })
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
