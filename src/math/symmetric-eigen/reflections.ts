/**
 * Applies many reflections at once, as I - Y T Yᵀ: Schreiber and Van Loan, "A Storage-Efficient WY Representation for Products of Householder
 * Transformations" (1989), https://doi.org/10.1137/0910005.
 */
import type { Matrices, Matrix } from '../matrix/matrices.ts'

/** The reflections that are applied together. */
const block = 32

/** The numbers that are needed beside the matrices. */
export function reflectionsRoom(n: number): number {
  return 4 * block * n + 2 * block * block
}

/**
 * Multiplies each row of `vectors` by the reflections 1 to n - 1, in this order.
 * @param vectors (n, n)
 * @param normals (n, n) the normal of reflection i is the first i elements of row i
 * @param betas (n) 2 / vᵀv of each; 0 if there is none
 * @param room the place of `reflectionsRoom(n)` numbers
 */
export function reflectRows(
  matrices: Matrices,
  vectors: Matrix,
  normals: Matrix,
  betas: Float64Array,
  room: number,
): void {
  const { numbers } = matrices
  const n = betas.length
  for (let start = 1; start < n; start += block) {
    const end = Math.min(n, start + block)
    const count = end - start
    const width = end - 1
    /** (count, width) the normals, with zeros behind them; the same times T; (width, count) transposed; (n, count) the rows' products. */
    const y = { at: room, stride: width }
    const ty = { at: y.at + count * width, stride: width }
    const columns = { at: ty.at + count * width, stride: count }
    const products = { at: columns.at + count * width, stride: count }
    for (let k = 0; k < count; k++) {
      const from = normals.at + (start + k) * normals.stride
      const to = y.at + k * width
      numbers.copyWithin(to, from, from + start + k)
      numbers.fill(0, to + start + k, to + width)
      for (let j = 0; j < width; j++) numbers[columns.at + j * count + k] = numbers[to + j]!
    }
    const t = { at: products.at + n * count, stride: count }
    triangle(matrices, y, width, betas.subarray(start, end), t)
    numbers.fill(0, ty.at, columns.at)
    numbers.fill(0, products.at, t.at)
    matrices.multiply(ty, t, y, { rows: count, columns: width, depth: count }, 1)
    matrices.multiply(products, vectors, columns, { rows: n, columns: count, depth: width }, 1)
    matrices.multiply(vectors, products, ty, { rows: n, columns: width, depth: count }, -1)
  }
}

/** T (count, count), upper triangular, of reflections in the order of their rows. */
function triangle(matrices: Matrices, y: Matrix, width: number, betas: Float64Array, t: Matrix): void {
  const { numbers } = matrices
  const count = betas.length
  const inner = t.at + count * count
  numbers.fill(0, t.at, inner)
  for (let k = 0; k < count; k++) {
    matrices.timesRows(inner, y, y.at + k * y.stride, k, width)
    for (let i = 0; i < k; i++) {
      let sum = 0
      for (let j = i; j < k; j++) sum += numbers[t.at + i * count + j]! * numbers[inner + j]!
      numbers[t.at + i * count + k] = -betas[k]! * sum
    }
    numbers[t.at + k * count + k] = betas[k]!
  }
}
