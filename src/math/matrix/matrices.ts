/** A matrix whose rows lie in a memory of float64 numbers. */
export interface Matrix {
  /** The place of its first number. */
  readonly at: number
  /** From a row to the next. */
  readonly stride: number
}

/** What is read of a matrix: (rows, columns). */
export interface Factor extends Matrix {
  /** Whether its columns count as rows. */
  readonly transposed?: boolean
}

/**
 * Matrices in one memory, and their products. Vectors are places in it too. Results must not overlap what they are made of. Each sum is
 * rounded after each product and each addition, in an order that is part of the definition: so all that implement this give the same bits.
 */
export interface Matrices {
  /** The memory. */
  readonly numbers: Float64Array
  /** C += sign A B, with C (rows, columns) and the sums over `depth` in order, beginning with what C holds. */
  multiply(c: Matrix, a: Factor, b: Matrix, size: ProductSize, sign: 1 | -1): void
  /** out (rows) = A v, for the first `count` columns. The sums are those of `innerProduct`. */
  timesRows(out: number, a: Matrix, v: number, rows: number, count: number): void
  /** out (count) += sign Aᵀ w, for `rows` rows of A, in order. */
  addRows(out: number, w: number, a: Matrix, rows: number, count: number, sign: 1 | -1): void
  /** out (n) = A v of a symmetric matrix, of which the lower triangle is read: row by row, as a row and then as a column. */
  timesSymmetric(out: number, a: Matrix, v: number, n: number): void
}

export interface ProductSize {
  readonly rows: number
  readonly columns: number
  /** The columns of A and the rows of B. */
  readonly depth: number
}
