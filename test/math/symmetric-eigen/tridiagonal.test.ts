import { describe, expect, it } from 'vitest'
import { identity } from '../../../src/math/matrix/identity.ts'
import { referenceMatrices } from '../../../src/math/matrix/reference.ts'
import { reflectionsRoom, reflectRows } from '../../../src/math/symmetric-eigen/reflections.ts'
import { reduce, reductionRoom } from '../../../src/math/symmetric-eigen/tridiagonal.ts'
import { RandomStream } from '../../../src/random/stream.ts'
import { symmetric } from './symmetric.ts'

/** T of a matrix, and the rows of Qᵀ, where A = Q T Qᵀ. */
function reduced(matrix: Float64Array, n: number) {
  const room = 2 * n * n
  const matrices = referenceMatrices(room + Math.max(reductionRoom(n), reflectionsRoom(n)))
  const [a, q] = [
    { at: 0, stride: n },
    { at: n * n, stride: n },
  ]
  matrices.numbers.set(matrix)
  matrices.numbers.set(identity(n), q.at)
  const { diagonal, beside, betas } = reduce(matrices, a, n, room)
  reflectRows(matrices, q, a, betas, room)
  return { diagonal, beside, rows: matrices.numbers.slice(q.at, q.at + n * n) }
}

describe('the reduction to a tridiagonal matrix', () => {
  it.each([1, 2, 3, 32, 33, 34, 70])('gives the matrix back by its reflections: %i rows', (n) => {
    const stream = new RandomStream({ seed: 6, purpose: 1, individual: n })
    const matrix = symmetric(n, () => stream.normal())
    const { diagonal, beside, rows } = reduced(matrix, n)
    const entry = (k: number, p: number): number => rows[k * n + p]!
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        let sum = 0
        for (let k = 0; k < n; k++) {
          sum += diagonal[k]! * entry(k, i) * entry(k, j)
          if (k + 1 < n) sum += beside[k]! * (entry(k, i) * entry(k + 1, j) + entry(k + 1, i) * entry(k, j))
        }
        expect(sum).toBeCloseTo(matrix[i * n + j]!, 11)
      }
  })

  it('reflects nothing where the matrix is tridiagonal', () => {
    const n = 40
    const matrix = symmetric(n, (i, j) => (i - j < 2 ? i + 2 * j + 1 : 0))
    const { diagonal, beside, rows } = reduced(matrix, n)
    expect(rows).toEqual(identity(n))
    expect([...diagonal]).toEqual(Array.from({ length: n }, (_, i) => matrix[i * n + i]))
    expect([...beside.subarray(0, n - 1)]).toEqual(
      Array.from({ length: n - 1 }, (_, i) => matrix[(i + 1) * n + i]),
    )
  })

  it('takes what is too small to square for nothing', () => {
    const { rows } = reduced(
      symmetric(5, (i, j) => (i === j ? 1 : 1e-160)),
      5,
    )
    expect(rows).toEqual(identity(5))
  })
})
