import { identity } from '../../math/matrix/identity.ts'
import { addWeightedRows, product, timesVector, transposed } from '../../math/matrix/products.ts'
import { symmetricEigen } from '../../math/symmetric-eigen/index.ts'
import type { Genome } from '../../random/genome.ts'

/** A covariance C, and its square root as it was when it was last decomposed. */
export interface CovarianceState {
  /** C (P, P), in units of the genes' scale; its lower triangle counts. */
  covariance: Float64Array
  /** (P, P) rows are the principal axes, of length 1. */
  basis: Float64Array
  /** (P) the standard deviations along them. */
  deviations: Float64Array
  /** The generation before which C was last decomposed. */
  decomposed: number
}

export function noCovariance(length: number): CovarianceState {
  return {
    covariance: identity(length),
    basis: identity(length),
    deviations: new Float64Array(length).fill(1),
    decomposed: 0,
  }
}

/** C^(-1/2) v = B D⁻¹ Bᵀ v */
export function whitened({ basis, deviations }: CovarianceState, v: Float64Array): Float64Array {
  const shares = timesVector(basis, v)
  for (let k = 0; k < shares.length; k++) shares[k] /= deviations[k]
  const out = new Float64Array(v.length)
  addWeightedRows(out, basis, shares)
  return out
}

/**
 * ‖C^(-1/2) v‖² of vectors: rotated back or not, they are as long.
 * @param vectors (count, P)
 * @returns (count)
 */
export function whitenedSquares({ basis, deviations }: CovarianceState, vectors: Float64Array): Float64Array {
  const n = deviations.length
  const count = vectors.length / n
  const out = new Float64Array(count)
  if (count === 0) return out
  const shares = product(basis, transposed(vectors, n), n)
  for (let k = 0, at = 0; k < n; k++)
    for (let j = 0; j < count; j++, at++) {
      const share = shares[at] / deviations[k]
      out[j] += share * share
    }
  return out
}

/** The least variance of an axis, as a share of the largest: rounding may make the smallest ones negative. */
const leastShare = 1e-20

/** Brings the axes up to date. */
export function decompose(state: CovarianceState, generation: number): void {
  const n = state.deviations.length
  const { values, vectors } = symmetricEigen(state.covariance, n)
  const least = leastShare * values.reduce((most, value) => Math.max(most, value), 0)
  state.basis = vectors
  state.deviations = values.map((value) => Math.sqrt(Math.max(value, least)))
  state.decomposed = generation
}

/** Writes the axes times their deviations and the units of the genes: (P, P). */
export function spreadAxes({ basis, deviations }: CovarianceState, units: Genome, axes: Float64Array): void {
  const n = deviations.length
  for (let k = 0, at = 0; k < n; k++)
    for (let p = 0; p < n; p++, at++) axes[at] = deviations[k] * units[p] * basis[at]
}

/** The condition of C: the largest variance over the smallest. */
export function conditionOf(deviations: Float64Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, 0]
  for (const value of deviations) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const ratio = high / low
  return ratio * ratio
}
