/**
 * Products of matrices that lie in arrays of their own. They pass through the compiled kernels in strips of rows, so that what is being worked
 * on stays in the caches.
 */
import { compiledMatrices } from './compiled.ts'

/** The numbers of a strip: 256 KB. */
const stripNumbers = 32_768

/** The rows of a strip, a multiple of the four that kernels take at a time. */
function stripRows(columns: number): number {
  return Math.max(4, Math.floor(stripNumbers / columns) & ~3)
}

/**
 * A v, by inner products.
 * @param a (rows, columns)
 * @param v (columns)
 */
export function timesVector(a: Float64Array, v: Float64Array): Float64Array {
  const columns = v.length
  const rows = a.length / columns
  const strip = Math.min(rows, stripRows(columns))
  const matrices = compiledMatrices(columns + strip * (columns + 1))
  const { numbers } = matrices
  const sums = columns
  const part = { at: columns + strip, stride: columns }
  numbers.set(v)
  const out = new Float64Array(rows)
  for (let from = 0; from < rows; from += strip) {
    const count = Math.min(strip, rows - from)
    numbers.set(a.subarray(from * columns, (from + count) * columns), part.at)
    matrices.timesRows(sums, part, 0, count, columns)
    out.set(numbers.subarray(sums, sums + count), from)
  }
  return out
}

/**
 * out += Aᵀ w: the rows times their weights, in order.
 * @param out (columns)
 * @param a (rows, columns)
 * @param weights (rows)
 */
export function addWeightedRows(out: Float64Array, a: Float64Array, weights: ArrayLike<number>): void {
  const columns = out.length
  const rows = weights.length
  const strip = Math.min(rows, stripRows(columns))
  const matrices = compiledMatrices(columns + rows + strip * columns)
  const { numbers } = matrices
  const part = { at: columns + rows, stride: columns }
  numbers.set(out)
  numbers.set(weights, columns)
  for (let from = 0; from < rows; from += strip) {
    const count = Math.min(strip, rows - from)
    numbers.set(a.subarray(from * columns, (from + count) * columns), part.at)
    matrices.addRows(0, columns + from, part, count, columns, 1)
  }
  out.set(numbers.subarray(0, columns))
}

/**
 * A B
 * @param a (rows, depth)
 * @param b (depth, columns)
 * @returns (rows, columns)
 */
export function product(a: Float64Array, b: Float64Array, depth: number): Float64Array {
  const rows = a.length / depth
  const columns = b.length / depth
  const strip = Math.min(rows, stripRows(Math.max(depth, columns)))
  const matrices = compiledMatrices(depth * columns + strip * (depth + columns))
  const { numbers } = matrices
  const right = { at: 0, stride: columns }
  const left = { at: depth * columns, stride: depth }
  const part = { at: left.at + strip * depth, stride: columns }
  numbers.set(b)
  const out = new Float64Array(rows * columns)
  for (let from = 0; from < rows; from += strip) {
    const count = Math.min(strip, rows - from)
    numbers.set(a.subarray(from * depth, (from + count) * depth), left.at)
    numbers.fill(0, part.at, part.at + count * columns)
    matrices.multiply(part, left, right, { rows: count, columns, depth }, 1)
    out.set(numbers.subarray(part.at, part.at + count * columns), from * columns)
  }
  return out
}

/**
 * C ← kept C + Σ w v vᵀ over the vectors, in order. Only the lower triangle of C is read and written.
 * @param c (n, n)
 * @param vectors (count, n)
 * @param weights (count)
 */
export function addOuterProducts(
  c: Float64Array,
  kept: number,
  vectors: Float64Array,
  weights: ArrayLike<number>,
): void {
  const count = weights.length
  const n = vectors.length / count
  const strip = Math.min(n, stripRows(n))
  const matrices = compiledMatrices(2 * count * n + strip * n)
  const { numbers } = matrices
  const right = { at: 0, stride: n }
  const weighted = count * n
  const part = { at: 2 * count * n, stride: n }
  numbers.set(vectors)
  for (let k = 0, at = 0; k < count; k++)
    for (let p = 0; p < n; p++, at++) numbers[weighted + at] = weights[k]! * vectors[at]!
  for (let from = 0; from < n; from += strip) {
    const rows = Math.min(strip, n - from)
    const columns = from + rows
    for (let i = 0; i < rows; i++) {
      const [to, at] = [part.at + i * n, (from + i) * n]
      for (let j = 0; j <= from + i; j++) numbers[to + j] = kept * c[at + j]!
    }
    const left = { at: weighted + from, stride: n, transposed: true }
    matrices.multiply(part, left, right, { rows, columns, depth: count }, 1)
    for (let i = 0; i < rows; i++) {
      const at = part.at + i * n
      c.set(numbers.subarray(at, at + from + i + 1), (from + i) * n)
    }
  }
}

/** @param a (rows, columns) */
export function transposed(a: Float64Array, columns: number): Float64Array {
  const rows = a.length / columns
  const out = new Float64Array(a.length)
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) out[j * rows + i] = a[at]!
  return out
}
