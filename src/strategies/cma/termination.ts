/**
 * When a run of CMA-ES has come to its end: Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), appendix B.3, https://arxiv.org/abs/1604.00772, with
 * the tolerances of pycma where the tutorial leaves them open.
 */
import { quantile } from '../../math/quantile.ts'
import type { Genome } from '../../random/genome.ts'
import type { Costs } from '../ranking.ts'
import type { CovarianceState } from './covariance.ts'
import type { PathState } from './paths.ts'

/** The best and the middle cost of the last generations of a run, oldest first. */
export interface CostHistory {
  /** (generations) +Infinity where there is none to compare with */
  best: Float64Array
  middle: Float64Array
}

export const noHistory: CostHistory = { best: new Float64Array(0), middle: new Float64Array(0) }

/** What the criteria look at. */
export interface RunSoFar {
  readonly state: PathState & CovarianceState
  readonly history: CostHistory
  /** The costs of the generation, and its rows from best to worst. */
  readonly costs: Costs
  readonly order: Uint32Array
  /** (P) float64 */
  readonly mean: Float64Array
  /** (P) the unit of each gene's step size */
  readonly units: Genome
  /** σ₀ of this run. */
  readonly firstSigma: number
  /** The generations of this run, from 1. */
  readonly generations: number
}

const flatRange = 1e-11
const flatHistory = 1e-12
const smallestStep = 1e-12
const largestGrowth = 1e4
const largestCondition = 1e14
/** The most generations that stagnation looks back to. */
const longestMemory = 20_000

/** Adds a generation. Of one whose best failed or breaks constraints, costs say nothing. */
export function extend(
  { best, middle }: CostHistory,
  { cost, violation }: Costs,
  order: Uint32Array,
  length: number,
): CostHistory {
  const said = violation[order[0]] === 0
  const add = (values: Float64Array, value: number): Float64Array => {
    const most = memoryOf(values.length + 1, length, order.length)
    const kept = values.subarray(Math.max(0, values.length + 1 - most))
    const all = new Float64Array(kept.length + 1)
    all.set(kept)
    all[kept.length] = said ? value : Infinity
    return all
  }
  return { best: add(best, cost[order[0]]), middle: add(middle, cost[order[order.length >> 1]]) }
}

/** The generations that stagnation looks back to: a fifth of all, at least 120 + 30 n/λ. */
function memoryOf(generations: number, n: number, lambda: number): number {
  return Math.min(longestMemory, Math.max(Math.floor(0.2 * generations), shortestMemory(n, lambda)))
}

function shortestMemory(n: number, lambda: number): number {
  return Math.ceil(120 + (30 * n) / lambda)
}

/** Whether a criterion is met. */
export function hasEnded(run: RunSoFar): boolean {
  const { state, generations, order } = run
  const n = run.mean.length
  const lambda = order.length
  // MaxIter
  if (generations >= 100 + (150 * (n + 3) * (n + 3)) / Math.sqrt(lambda)) return true
  return (
    isFlat(run) || stagnates(run, n, lambda) || isDegenerate(run) || hasNoEffect(run, state.generation % n)
  )
}

/** TolFun and TolFunHist: the best costs of the last generations, and all of the current one, hardly differ. */
function isFlat({ history: { best }, costs: { cost, violation }, order, mean }: RunSoFar): boolean {
  const recent = 10 + Math.ceil((30 * mean.length) / order.length)
  if (best.length < recent) return false
  const before = rangeOf(best.subarray(best.length - recent))
  if (before < flatHistory) return true
  const alike = order.every((row) => violation[row] === violation[order[0]])
  return alike && before < flatRange && rangeOf(cost) < flatRange
}

/** NaN if a cost is infinite. */
function rangeOf(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return high - low
}

/** Stagnation: neither the best nor the middle costs of the last 30 % of the history are better than those of its first. */
function stagnates({ history }: RunSoFar, n: number, lambda: number): boolean {
  if (history.best.length < shortestMemory(n, lambda)) return false
  return [history.best, history.middle].every((values) => {
    const part = Math.ceil(0.3 * values.length)
    return quantile(values.subarray(-part), 0.5) >= quantile(values.subarray(0, part), 0.5)
  })
}

/** TolX, TolXUp and ConditionCov: steps have become too small, too large, or too different. */
function isDegenerate({ state, firstSigma }: RunSoFar): boolean {
  const { sigma, path, covariance, deviations } = state
  const n = path.length
  let [low, high] = [Infinity, 0]
  for (const deviation of deviations) {
    low = Math.min(low, deviation)
    high = Math.max(high, deviation)
  }
  if (high / low > Math.sqrt(largestCondition)) return true
  if ((sigma / firstSigma) * high > largestGrowth) return true
  const least = (smallestStep * firstSigma) / sigma
  return path.every((value, p) => Math.abs(value) < least && Math.sqrt(covariance[p * n + p]) < least)
}

/** NoEffectAxis and NoEffectCoord: a tenth of a deviation along an axis, or a fifth along a gene, rounds to no change of the mean. */
function hasNoEffect({ state, mean, units }: RunSoFar, axis: number): boolean {
  const { sigma, basis, deviations, covariance } = state
  const n = mean.length
  const along = 0.1 * sigma * deviations[axis]
  if (mean.every((value, p) => value === value + along * units[p] * basis[axis * n + p])) return true
  return mean.some((value, p) => value === value + 0.2 * sigma * units[p] * Math.sqrt(covariance[p * n + p]))
}
