/** Draws standard normals. */
interface NormalSource {
  normal(): number
}

/**
 * A rotation or reflection that is uniformly distributed: the Gram-Schmidt process on rows of normals (Stewart 1980,
 * https://doi.org/10.1137/0717034). Each row is made orthogonal twice, which keeps it so in float64 (Giraud et al. 2005,
 * https://doi.org/10.1007/s00211-005-0615-4).
 * @returns (n, n), orthonormal rows
 */
export function randomRotation(n: number, random: NormalSource): Float64Array {
  const rows = new Float64Array(n * n)
  for (let row = 0; row < n; row++) {
    const at = row * n
    for (let i = 0; i < n; i++) rows[at + i] = random.normal()
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < row; before++) subtractProjection(rows, at, before * n, n)
    }
    const length = Math.sqrt(product(rows, at, at, n))
    for (let i = 0; i < n; i++) rows[at + i]! /= length
  }
  return rows
}

/** The product of a matrix (n, n) and a vector (n), into `out` (n). */
export function multiply(matrix: Float64Array, x: Float64Array, out: Float64Array): void {
  const n = x.length
  for (let row = 0; row < n; row++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += matrix[row * n + i]! * x[i]!
    out[row] = sum
  }
}

/** Takes from one row what it has of another, whose length is 1. */
function subtractProjection(rows: Float64Array, at: number, unit: number, n: number): void {
  const share = product(rows, at, unit, n)
  for (let i = 0; i < n; i++) rows[at + i]! -= share * rows[unit + i]!
}

function product(rows: Float64Array, one: number, other: number, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += rows[one + i]! * rows[other + i]!
  return sum
}
