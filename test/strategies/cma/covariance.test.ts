import { describe, expect, it } from 'vitest'
import { addOuterProducts } from '../../../src/math/matrix/products.ts'
import { RandomStream } from '../../../src/random/stream.ts'
import {
  type CovarianceState,
  decompose,
  noCovariance,
  spreadAxes,
  whitened,
  whitenedSquares,
} from '../../../src/strategies/cma/covariance.ts'

const n = 40
const stream = new RandomStream({ seed: 9, purpose: 1 })

function normals(count: number): Float64Array {
  return Float64Array.from({ length: count }, () => stream.normal())
}

/** I + Σ v vᵀ of three vectors, and its decomposition. */
function decomposed(): CovarianceState {
  const state = noCovariance(n)
  addOuterProducts(state.covariance, 1, normals(3 * n), [1, 1, 1])
  decompose(state, 5)
  return state
}

describe('a covariance that has been decomposed', () => {
  it('is the product of its axes', () => {
    const state = decomposed()
    expect(state.decomposed).toBe(5)
    const axes = new Float64Array(n * n)
    spreadAxes(state, new Float64Array(n).fill(1), axes)
    const again = new Float64Array(n * n)
    addOuterProducts(again, 1, axes, new Float64Array(n).fill(1))
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) expect(again[i * n + j]).toBeCloseTo(state.covariance[i * n + j]!, 12)
  })

  it('whitens the steps along its axes', () => {
    const state = decomposed()
    for (const k of [0, 1, n - 1]) {
      const axis = state.basis.slice(k * n, (k + 1) * n)
      const found = whitened(
        state,
        axis.map((value) => 3 * state.deviations[k]! * value),
      )
      found.forEach((value, p) => {
        expect(value).toBeCloseTo(3 * axis[p]!, 12)
      })
    }
  })

  it('gives the squared lengths of many whitened steps at once', () => {
    const state = decomposed()
    const steps = normals(5 * n)
    const squares = whitenedSquares(state, steps)
    squares.forEach((square, k) => {
      const one = whitened(state, steps.slice(k * n, (k + 1) * n))
      expect(square).toBeCloseTo(
        one.reduce((sum, value) => sum + value * value, 0),
        10,
      )
    })
    expect(whitenedSquares(state, new Float64Array(0))).toHaveLength(0)
  })
})
