/**
 * Exponential natural evolution strategy: Glasmachers, Schaul, Sun, Wierstra and Schmidhuber, "Exponential Natural Evolution
 * Strategies" (2010), https://doi.org/10.1145/1830483.1830557; Wierstra et al., JMLR 15 (2014), algorithm 5.
 */
import { InputError } from '../../errors.ts'
import { exp, log } from '../../math/float64/index.ts'
import { identity, symmetricEigen } from '../../math/symmetric-eigen.ts'
import { axesMaterialiser, axesOf, axesShared, axesSteps } from '../distribution/axes.ts'
import {
  type DistributionOptions,
  distributionDefaults,
  lambdaCapacity,
  lambdaOf,
} from '../distribution/options.ts'
import { firstMean, meanOf, type SamplePlan, unitsOf } from '../distribution/sampling.ts'
import { limitedSigma, stepLimits } from '../distribution/step-limits.ts'
import type { Strategy } from '../strategy.ts'
import { limited, utilities } from './utilities.ts'

export type XnesOptions = DistributionOptions

export interface XnesState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** σ */
  sigma: number
  /** B (P, P), of determinant 1, in units of the genes' scale: a step is σ B s for standard normal s. */
  shape: Float64Array
  /** B⁻¹ (P, P) */
  inverse: Float64Array
}

/** The most genes: a generation takes about 13 P³ operations. */
const mostGenes = 200

export const xnes: Strategy<XnesOptions, XnesState, SamplePlan> = {
  kind: 'xnes',
  defaults: () => distributionDefaults,
  capacity(options, length) {
    if (length > mostGenes) {
      const expected = `at most ${mostGenes} genes for xnes, which learns all their covariances`
      const hint = 'take snes, which learns their variances'
      throw new InputError({ field: 'strategy.kind', expected, found: String(length), hint })
    }
    return lambdaCapacity(options, length)
  },
  shared: axesShared,
  init: ({ problem: { length }, options }) => ({
    generation: 0,
    sigma: options.sigma,
    shape: identity(length),
    inverse: identity(length),
  }),
  plan: ({ problem, options }, { generation, sigma }) => ({
    generation,
    count: lambdaOf(options, problem.length),
    threshold: null,
    sigma,
  }),
  materialiser: axesMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const { problem, options } = search
    const n = problem.length
    const mean = meanOf(shared)
    if (plan.generation === 0) mean.set(firstMean(problem))
    state.generation++
    if (costs.cost.every((cost) => cost === Number.POSITIVE_INFINITY)) return

    const units = unitsOf(options, problem)
    const stepOf = axesSteps(search, shared, plan, population, units, (y) => times(state.inverse, y))
    const byRow = utilities(costs)
    const [step, slope] = [new Float64Array(n), new Float64Array(n)]
    const curvature = new Float64Array(n * n)
    byRow.forEach((utility, row) => {
      stepOf(row, step)
      for (let p = 0; p < n; p++) step[p] /= units[p]
      const s = times(state.inverse, step)
      for (let i = 0, at = 0; i < n; i++) {
        slope[i] += utility * s[i]
        const share = utility * s[i]
        for (let j = 0; j < n; j++, at++) curvature[at] += share * s[j]
        curvature[i * n + i] -= utility
      }
    })
    let trace = 0
    for (let i = 0; i < n; i++) trace += curvature[i * n + i]
    for (let i = 0; i < n; i++) curvature[i * n + i] -= trace / n

    const move = times(state.shape, slope)
    for (let p = 0; p < n; p++) mean[p] += state.sigma * units[p] * move[p]
    const rate = (9 + 3 * log(n)) / (5 * n * Math.sqrt(n))
    state.sigma *= exp(limited((0.5 * rate * trace) / n))
    const [growth, shrinkage] = exponentials(curvature, n, 0.5 * rate)
    state.shape = product(state.shape, growth, n)
    const { shape } = state
    state.sigma = limitedSigma(state.sigma, stepLimits(problem), (p) => units[p] * rowLength(shape, p, n))
    state.inverse = product(shrinkage, state.inverse, n)
    const axes = axesOf(shared)
    for (let k = 0, at = 0; k < n; k++)
      for (let p = 0; p < n; p++, at++) axes[at] = units[p] * state.shape[p * n + k]
  },
  figures: ({ sigma }) => ({ sigma }),
}

/** The standard deviation of gene p in units of σ: the length of row p. */
function rowLength(matrix: Float64Array, p: number, n: number): number {
  let squares = 0
  for (let j = 0; j < n; j++) squares += matrix[p * n + j] * matrix[p * n + j]
  return Math.sqrt(squares)
}

/** M v */
function times(matrix: Float64Array, v: Float64Array): Float64Array {
  const n = v.length
  return v.map((_, i) => {
    let sum = 0
    for (let j = 0, at = i * n; j < n; j++, at++) sum += matrix[at] * v[j]
    return sum
  })
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const share = a[i * n + k]
      for (let j = 0; j < n; j++) out[i * n + j] += share * b[k * n + j]
    }
  }
  return out
}

/** e^(rate S) and e^(-rate S) of a symmetric matrix. */
function exponentials(matrix: Float64Array, n: number, rate: number): readonly [Float64Array, Float64Array] {
  const { values, vectors } = symmetricEigen(matrix.slice(), n)
  const of = (sign: number): Float64Array => {
    const out = new Float64Array(n * n)
    for (let k = 0; k < n; k++) {
      const size = exp(sign * limited(rate * values[k]))
      for (let i = 0; i < n; i++) {
        const share = size * vectors[k * n + i]
        for (let j = 0; j < n; j++) out[i * n + j] += share * vectors[k * n + j]
      }
    }
    return out
  }
  return [of(1), of(-1)]
}
