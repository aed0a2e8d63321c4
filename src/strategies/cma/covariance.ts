import { identity, symmetricEigen } from '../../math/symmetric-eigen.ts'
import type { Genome } from '../../random/genome.ts'

/** A covariance C, and its square root as it was when it was last decomposed. */
export interface CovarianceState {
  /** C (P, P), in units of the genes' scale. */
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
  const n = v.length
  const out = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    const axis = basis.subarray(k * n, (k + 1) * n)
    let inner = 0
    for (let p = 0; p < n; p++) inner += axis[p] * v[p]
    const share = inner / deviations[k]
    for (let p = 0; p < n; p++) out[p] += share * axis[p]
  }
  return out
}

/** C += weight v vᵀ */
export function addOuter(covariance: Float64Array, v: Float64Array, weight: number): void {
  const n = v.length
  for (let i = 0, at = 0; i < n; i++) {
    const share = weight * v[i]
    for (let j = 0; j < n; j++, at++) covariance[at] += share * v[j]
  }
}

/** The least variance of an axis, as a share of the largest: rounding may make the smallest ones negative. */
const leastShare = 1e-20

/** Brings the axes up to date. */
export function decompose(state: CovarianceState, generation: number): void {
  const n = state.deviations.length
  const { values, vectors } = symmetricEigen(state.covariance.slice(), n)
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

export function squaredLength(v: Float64Array): number {
  return v.reduce((sum, value) => sum + value * value, 0)
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
