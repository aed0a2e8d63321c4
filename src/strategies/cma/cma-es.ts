/**
 * CMA-ES with active update: Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), https://arxiv.org/abs/1604.00772; Jastrebski and
 * Arnold, "Improving Evolution Strategies through Active Covariance Matrix Adaptation" (2006).
 */
import { InputError } from '../../errors.ts'
import type { Genome } from '../../random/genome.ts'
import { type DistributionOptions, distributionDefaults, lambdaOf } from '../distribution/options.ts'
import {
  firstMean,
  isStart,
  meanOf,
  type Redraw,
  type SamplePlan,
  sampleStream,
  settleSample,
  stepsOf,
  unitsOf,
} from '../distribution/sampling.ts'
import { geneDomainOf } from '../gene-domain.ts'
import { ranking } from '../ranking.ts'
import type { Search, Strategy } from '../strategy.ts'
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
export const mostGenes = 1000

/** The shared axes (P, P): rows are the principal axes times their deviations and the genes' units. */
const axesName = 'axes'

export const cmaEs: Strategy<CmaOptions, CmaState, SamplePlan> = {
  kind: 'cma-es',
  defaults: () => ({ ...distributionDefaults, active: true }),
  capacity(options, length) {
    if (length > mostGenes) {
      const expected = `at most ${mostGenes} genes for cma-es, which learns all their covariances`
      const hint = 'take sep-cma-es, which learns their variances'
      throw new InputError({ field: 'strategy.kind', expected, found: String(length), hint })
    }
    const rows = lambdaOf(options, length)
    return { rows, later: rows }
  },
  shared: ({ problem: { length } }) => [
    { name: 'mean', type: 'float64', length },
    { name: axesName, type: 'float64', length: length * length },
  ],
  init({ problem: { length }, options }) {
    return {
      ...noPaths(options.sigma, length),
      ...noCovariance(length),
    }
  },
  plan({ problem, options }, { generation, sigma }) {
    return { generation, count: lambdaOf(options, problem.length), threshold: null, sigma }
  },
  materialiser(search, shared) {
    const { problem, options, seed } = search
    const { length } = problem
    const domain = geneDomainOf(problem)
    const units = unitsOf(options, problem)
    const first = firstMean(problem)
    const draws = new Float32Array(length)
    const step = new Float64Array(length)
    return (plan, row, out) => {
      const { generation, sigma } = plan
      const mean = generation === 0 ? first : meanOf(shared)
      if (isStart(problem, plan, row)) {
        out.set(mean)
        return
      }
      sampleStream(seed, generation, row).fillNormal(draws)
      drawStep(plan, draws, units, shared[axesName] as Float64Array, step)
      for (let p = 0; p < length; p++) out[p] = mean[p] + sigma * step[p]
      if (domain !== null) settleSample(out, domain, seed, generation, row)
    }
  },
  tell(search, state, shared, plan, population, costs) {
    const { length } = search.problem
    const mean = meanOf(shared)
    if (plan.generation === 0) mean.set(firstMean(search.problem))
    const rates = ratesOf(plan.count, length, search.options.active)
    const order = ranking(costs)
    state.generation++
    if (costs.cost[order[0]] === Number.POSITIVE_INFINITY) return
    const units = unitsOf(search.options, search.problem)
    const axes = shared[axesName] as Float64Array
    const stepOf = stepsOf(search, shared, plan, population, redrawn(search, plan, units, { mean, axes }))
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
    state.sigma = nextSigma(state, rates)
    const gap = Math.max(1, Math.floor(1 / (10 * length * (c1 + cMu))))
    if (state.generation - state.decomposed >= gap) decompose(state, state.generation)
    spreadAxes(state, units, axes)
  },
  figures: ({ sigma, deviations }) => ({ sigma, condition: conditionOf(deviations) }),
}

/** A step of standard normal numbers: along the units of the genes at first, later along the axes. */
function drawStep(
  { generation }: SamplePlan,
  draws: Float32Array,
  units: Genome,
  axes: Float64Array,
  step: Float64Array,
): void {
  const n = step.length
  if (generation === 0) {
    for (let p = 0; p < n; p++) step[p] = units[p] * draws[p]
    return
  }
  step.fill(0)
  for (let k = 0, at = 0; k < n; k++) {
    const draw = draws[k]
    for (let p = 0; p < n; p++, at++) step[p] += draw * axes[at]
  }
}

/** Draws the step of a row again. */
function redrawn(
  { seed, problem }: Search<object>,
  plan: SamplePlan,
  units: Genome,
  { mean, axes }: { readonly mean: Float64Array; readonly axes: Float64Array },
): Redraw {
  const draws = new Float32Array(problem.length)
  return (row, step, genome) => {
    sampleStream(seed, plan.generation, row).fillNormal(draws)
    drawStep(plan, draws, units, axes, step)
    for (let p = 0; p < step.length; p++) genome[p] = mean[p] + plan.sigma * step[p]
  }
}
