import type { SymmetricEigen } from '../../../src/math/symmetric-eigen/index.ts'

/** (n, n) from its lower triangle. */
export function symmetric(n: number, at: (i: number, j: number) => number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      matrix[i * n + j] = at(i, j)
      matrix[j * n + i] = matrix[i * n + j]!
    }
  return matrix
}

/** The largest difference between A v and λ v, as a share of the largest element, and between the vectors' products and those of unit axes. */
export function faults(
  matrix: Float64Array,
  { values, vectors }: SymmetricEigen,
): { equation: number; axes: number } {
  const n = values.length
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  let [equation, axes] = [0, 0]
  for (let k = 0; k < n; k++) {
    const v = vectors.subarray(k * n, (k + 1) * n)
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum += (matrix[i * n + j]! / largest) * v[j]!
      equation = Math.max(equation, Math.abs(sum - (values[k]! / largest) * v[i]!))
    }
    for (let other = 0; other <= k; other++) {
      let product = 0
      for (let i = 0; i < n; i++) product += v[i]! * vectors[other * n + i]!
      axes = Math.max(axes, Math.abs(product - (other === k ? 1 : 0)))
    }
  }
  return { equation, axes }
}
