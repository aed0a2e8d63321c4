/**
 * Exponential natural evolution strategy: Glasmachers, Schaul, Sun, Wierstra and Schmidhuber, "Exponential Natural Evolution
 * Strategies" (2010), https://doi.org/10.1145/1830483.1830557; Wierstra et al., JMLR 15 (2014), algorithm 5.
 */
import { InputError } from '../../errors.ts'
import { exp, log } from '../../math/float64/index.ts'
import { identity } from '../../math/matrix/identity.ts'
import {
  addOuterProducts,
  addWeightedRows,
  product,
  timesVector,
  transposed,
} from '../../math/matrix/products.ts'
import { symmetricEigen } from '../../math/symmetric-eigen/index.ts'
import { axesMaterialiser, axesOf, axesShared, axesSteps } from '../distribution/axes.ts'
import {
  type DistributionOptions,
  distributionDefaults,
  lambdaCapacity,
  lambdaOf,
} from '../distribution/options.ts'
import { firstMean, meanOf, type SamplePlan, unitsOf } from '../distribution/sampling.ts'
import { limitedSigma, stepLimits } from '../distribution/step-limits.ts'
import { stepRows } from '../distribution/step-rows.ts'
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

/** The most genes: a generation takes about 11 P³ operations. */
const mostGenes = 500

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
    const stepOf = axesSteps(search, shared, plan, population, units, (y) => timesVector(state.inverse, y))
    const byRow = utilities(costs)
    const slope = new Float64Array(n)
    /** Its lower triangle. */
    const curvature = new Float64Array(n * n)
    const rows = Uint32Array.from(byRow, (_, row) => row)
    for (const { from, to, steps } of stepRows(rows, stepOf, units)()) {
      const normals = transposed(product(state.inverse, transposed(steps, n), n), to - from)
      const shares = byRow.subarray(from, to)
      addWeightedRows(slope, normals, shares)
      addOuterProducts(curvature, 1, normals, shares)
    }
    const sum = byRow.reduce((all, utility) => all + utility, 0)
    for (let i = 0; i < n; i++) curvature[i * n + i] -= sum
    let trace = 0
    for (let i = 0; i < n; i++) trace += curvature[i * n + i]
    for (let i = 0; i < n; i++) curvature[i * n + i] -= trace / n

    const move = timesVector(state.shape, slope)
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

/** e^(rate S) and e^(-rate S) of a symmetric matrix, of which the lower triangle is read. */
function exponentials(matrix: Float64Array, n: number, rate: number): readonly [Float64Array, Float64Array] {
  const { values, vectors } = symmetricEigen(matrix, n)
  const of = (sign: number): Float64Array => {
    const out = new Float64Array(n * n)
    const sizes = values.map((value) => exp(sign * limited(rate * value)))
    addOuterProducts(out, 1, vectors, sizes)
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]
    return out
  }
  return [of(1), of(-1)]
}
