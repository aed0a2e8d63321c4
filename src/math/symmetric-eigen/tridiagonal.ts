/**
 * Householder's reduction of a symmetric matrix to a tridiagonal one: Golub and Van Loan, "Matrix Computations" (4th edition), section 8.3.1. Reflections
 * of several rows reach the others together, as a product of matrices: Dongarra, Sorensen and Hammarling, "Block Reduction of Matrices to
 * Condensed Forms" (1989), https://doi.org/10.1016/0377-0427(89)90367-1.
 */
import type { Matrices, Matrix } from '../matrix/matrices.ts'
import { innerProduct } from '../matrix/reference.ts'
import type { Tridiagonal } from './ql.ts'

/** The rows that are reflected before the others are told. */
const panel = 32

/** The rows of a product, so that little is computed above the diagonal. */
const strip = 64

/** A tridiagonal matrix, and the reflections that made it. */
export interface Reduction extends Tridiagonal {
  /** (n) β = 2 / vᵀv of the reflection by row i, whose normal v is its first i elements; 0 if there is none */
  readonly betas: Float64Array
}

/** The numbers that a reduction needs beside the matrix. */
export function reductionRoom(n: number): number {
  return panel * n + 2 * panel
}

/**
 * @param a (n, n) its lower triangle is read; becomes the normals of the reflections
 * @param room the place of `reductionRoom(n)` numbers
 */
export function reduce(matrices: Matrices, a: Matrix, n: number, room: number): Reduction {
  const reduction = {
    diagonal: new Float64Array(n),
    beside: new Float64Array(n),
    betas: new Float64Array(n),
  }
  for (let end = n; end > 1; ) {
    const start = Math.max(1, end - panel)
    for (let i = end - 1; i >= start; i--) reflect(matrices, a, i, { start, end, n, room }, reduction)
    // A ← A - V Wᵀ - W Vᵀ
    const v = { ...a, at: a.at + start * a.stride }
    const w = { at: room, stride: n }
    for (let row = 0; row < start; row += strip) {
      const rows = Math.min(strip, start - row)
      const size = { rows, columns: row + rows, depth: end - start }
      const c = { ...a, at: a.at + row * a.stride }
      matrices.multiply(c, { ...v, at: v.at + row, transposed: true }, w, size, -1)
      matrices.multiply(c, { ...w, at: w.at + row, transposed: true }, v, size, -1)
    }
    end = start
  }
  reduction.diagonal[0] = matrices.numbers[a.at]!
  return reduction
}

interface ReflectedRows {
  readonly start: number
  readonly end: number
  readonly n: number
  readonly room: number
}

/** Smaller squares than this have lost digits; next to elements of about 1 they count for nothing. */
const leastSquare = 1e-280

/** Makes row `i` zero before the element beside the diagonal, by a reflection from both sides, of which the rows above the panel are not told yet. */
function reflect(
  matrices: Matrices,
  a: Matrix,
  i: number,
  { start, end, n, room }: ReflectedRows,
  { diagonal, beside, betas }: Reduction,
): void {
  const { numbers } = matrices
  const row = a.at + i * a.stride
  const w = room + (i - start) * n
  /** The reflections of this panel so far. */
  const done = end - 1 - i
  const [vs, ws] = [
    { ...a, at: row + a.stride },
    { at: w + n, stride: n },
  ]
  const first = room + panel * n
  const second = first + panel
  if (done > 0) {
    for (let p = 0; p < done; p++) {
      numbers[first + p] = numbers[vs.at + p * vs.stride + i]!
      numbers[second + p] = numbers[ws.at + p * ws.stride + i]!
    }
    matrices.addRows(row, first, ws, done, i + 1, -1)
    matrices.addRows(row, second, vs, done, i + 1, -1)
  }
  diagonal[i] = numbers[row + i]!
  const last = numbers[row + i - 1]!
  beside[i - 1] = last
  const rest = innerProduct(numbers, row, row, i - 1)
  if (!(rest > leastSquare)) {
    numbers.fill(0, w, w + i)
    return
  }
  const length = Math.sqrt(rest + last * last)
  const corner = last > 0 ? -length : length
  beside[i - 1] = corner
  numbers[row + i - 1] = last - corner
  const beta = 2 / (rest + (last - corner) * (last - corner))
  betas[i] = beta

  // w = β A v - (β² vᵀ A v / 2) v, with A as all reflections so far have made it
  matrices.timesSymmetric(w, a, row, i)
  if (done > 0) {
    matrices.timesRows(first, vs, row, done, i)
    matrices.timesRows(second, ws, row, done, i)
    matrices.addRows(w, first, ws, done, i, -1)
    matrices.addRows(w, second, vs, done, i, -1)
  }
  const inner = innerProduct(numbers, w, row, i)
  const share = 0.5 * beta * beta * inner
  for (let j = 0; j < i; j++) numbers[w + j] = beta * numbers[w + j]! - share * numbers[row + j]!
}
