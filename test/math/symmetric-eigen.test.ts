import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symmetricEigen } from '../../src/math/symmetric-eigen.ts'
import { RandomStream } from '../../src/random/stream.ts'

/** The largest difference between A v and λ v, and between the vectors' products and those of unit axes. */
function faults(matrix: Float64Array, n: number): { equation: number; axes: number } {
  const { values, vectors } = symmetricEigen(matrix.slice(), n)
  let [equation, axes] = [0, 0]
  for (let k = 0; k < n; k++) {
    const v = vectors.subarray(k * n, (k + 1) * n)
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * v[j]!
      equation = Math.max(equation, Math.abs(sum - values[k]! * v[i]!))
    }
    for (let other = 0; other <= k; other++) {
      const u = vectors.subarray(other * n, (other + 1) * n)
      const product = v.reduce((sum, value, i) => sum + value * u[i]!, 0)
      axes = Math.max(axes, Math.abs(product - (other === k ? 1 : 0)))
    }
  }
  return { equation, axes }
}

function symmetric(n: number, at: (i: number, j: number) => number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      matrix[i * n + j] = at(i, j)
      matrix[j * n + i] = matrix[i * n + j]!
    }
  return matrix
}

describe('eigenvalues of a symmetric matrix', () => {
  it('satisfy their equation, with vectors at right angles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), fc.nat(1000), (n, individual) => {
        const stream = new RandomStream({ seed: 1, purpose: 1, individual })
        const matrix = symmetric(n, () => stream.normal())
        const { equation, axes } = faults(matrix, n)
        expect(equation).toBeLessThan(1e-12 * n)
        expect(axes).toBeLessThan(1e-13 * n)
      }),
      { seed: 4, numRuns: 60 },
    )
  })

  it('are exact for a diagonal matrix, and known for others', () => {
    const { values } = symmetricEigen(
      symmetric(4, (i, j) => (i === j ? i + 1 : 0)),
      4,
    )
    expect([...values].sort()).toEqual([1, 2, 3, 4])
    // The second differences of n points: 2 - 2 cos(kπ/(n + 1)).
    const n = 12
    const chain = symmetricEigen(
      symmetric(n, (i, j) => (i === j ? 2 : i - j === 1 ? -1 : 0)),
      n,
    )
    const sorted = [...chain.values].sort((a, b) => a - b)
    sorted.forEach((value, k) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 12)
    })
  })

  it('keep their precision for ill-conditioned and for repeated values', () => {
    const { equation } = faults(
      symmetric(8, (i, j) => 10 ** -(i + j)),
      8,
    )
    expect(equation).toBeLessThan(1e-14)
    const same = faults(
      symmetric(6, () => 1),
      6,
    )
    expect(same.equation).toBeLessThan(1e-14)
    expect(same.axes).toBeLessThan(1e-14)
    expect(faults(new Float64Array(9), 3)).toEqual({ equation: 0, axes: 0 })
  })
})
