/** The eigenvectors of a tridiagonal matrix, by halves of halves. */
import type { Matrices, Matrix } from '../matrix/matrices.ts'
import type { Block } from './deflation.ts'
import { merge } from './merge.ts'
import { diagonalise, type Tridiagonal } from './ql.ts'

/** The largest block that QL steps turn faster than halves are merged. */
const mostRows = 32

/**
 * Turns the diagonal into eigenvalues, and writes their eigenvectors as rows.
 * @param vectors (n, n)
 * @param room the place of 2 n² numbers
 */
export function divide(matrices: Matrices, tridiagonal: Tridiagonal, vectors: Matrix, room: number): void {
  const n = tridiagonal.diagonal.length
  for (let row = 0, at = vectors.at; row < n; row++, at += vectors.stride)
    matrices.numbers.fill(0, at, at + n)
  solve(matrices, tridiagonal, vectors, { from: 0, to: n }, room)
}

/** Solves the block of some rows, which must hold zeros. */
function solve(
  matrices: Matrices,
  tridiagonal: Tridiagonal,
  vectors: Matrix,
  { from, to }: { readonly from: number; readonly to: number },
  room: number,
): void {
  const { numbers } = matrices
  const { diagonal, beside } = tridiagonal
  const size = to - from
  const rows = { stride: vectors.stride, at: vectors.at + from * vectors.stride + from }
  if (size <= mostRows) {
    for (let row = 0; row < size; row++) numbers[rows.at + row * rows.stride + row] = 1
    diagonalise(tridiagonal, from, to - 1, numbers, rows, size)
    return
  }
  // The element between the halves becomes an update of rank one: ρ (1, ±1) (1, ±1)ᵀ.
  const half = size >> 1
  const middle = from + half
  const between = beside[middle - 1]!
  const rho = Math.abs(between)
  diagonal[middle - 1]! -= rho
  diagonal[middle]! -= rho
  solve(matrices, tridiagonal, vectors, { from, to: middle }, room)
  solve(matrices, tridiagonal, vectors, { from: middle, to }, room)

  const z = new Float64Array(size)
  const sign = between < 0 ? -1 : 1
  for (let row = 0; row < size; row++) {
    const at = rows.at + row * rows.stride + half
    z[row] = (row < half ? numbers[at - 1]! : sign * numbers[at]!) * Math.SQRT1_2
  }
  const halves = new Uint8Array(size).fill(1, 0, half).fill(2, half)
  const block: Block = { rows, size, half, values: diagonal.subarray(from, to), halves }
  merge(matrices, block, z, 2 * rho, room)
}
