import { compiledMatrices } from '../matrix/compiled.ts'
import type { Matrices } from '../matrix/matrices.ts'
import { divide } from './divide.ts'
import { reflectionsRoom, reflectRows } from './reflections.ts'
import { reduce, reductionRoom } from './tridiagonal.ts'

export interface SymmetricEigen {
  /** (n) in no order */
  readonly values: Float64Array
  /** (n, n) row k is the unit eigenvector of value k */
  readonly vectors: Float64Array
}

/** The memory that a decomposition needs. */
export type MatricesOf = (count: number) => Matrices

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: reduced to a tridiagonal one, which is solved by halves. Uses only + - × ÷ and square roots,
 * in one order, so that all machines give the same bits.
 * @param matrix (n, n) symmetric, finite; its lower triangle is read
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
  matricesOf: MatricesOf = compiledMatrices,
): SymmetricEigen {
  const rest = Math.max(2 * n * n, reductionRoom(n), reflectionsRoom(n))
  const matrices = matricesOf(2 * n * n + rest)
  const { numbers } = matrices
  const a = { at: 0, stride: n }
  const vectors = { at: n * n, stride: n }
  const room = 2 * n * n
  const scale = powerOfTwoNear(largest(matrix, n))
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) numbers[i * n + j] = matrix[i * n + j]! / scale
  const tridiagonal = reduce(matrices, a, n, room)
  divide(matrices, tridiagonal, vectors, room)
  reflectRows(matrices, vectors, a, tridiagonal.betas, room)
  return {
    values: tridiagonal.diagonal.map((value) => value * scale),
    vectors: numbers.slice(vectors.at, vectors.at + n * n),
  }
}

/** The largest element of the lower triangle, without its sign. */
function largest(matrix: Float64Array, n: number): number {
  let most = 0
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) most = Math.max(most, Math.abs(matrix[i * n + j]!))
  return most
}

/** So that squares of elements neither overflow nor vanish; dividing by it changes no digit. */
function powerOfTwoNear(size: number): number {
  if (!(size > 0 && size < Infinity)) return 1
  let power = 1
  while (power > size) power /= 2
  while (power < size / 2) power *= 2
  return power
}
