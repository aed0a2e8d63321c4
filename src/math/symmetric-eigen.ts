/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to a tridiagonal matrix, then QL steps with
 * implicit shifts (Golub and Van Loan, "Matrix Computations", 4th edition, sections 8.3.1 and 8.3.3; Dubrulle 1970,
 * https://doi.org/10.1007/BF02165508). Uses only + - × ÷ and square roots.
 *
 * @param matrix (n, n) symmetric, finite; overwritten
 * @returns values (n), in no order, and vectors (n, n): row k is the unit eigenvector of value k
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const vectors = identity(n)
  const values = new Float64Array(n)
  const beside = new Float64Array(n)
  for (let k = 0; k < n - 2; k++) reflect(matrix, vectors, n, k)
  for (let i = 0; i < n; i++) {
    values[i] = matrix[i * n + i]!
    beside[i] = i < n - 1 ? matrix[(i + 1) * n + i]! : 0
  }
  for (let i = 0; i < n; i++) isolate(values, beside, vectors, n, i)
  return { values, vectors }
}

/** Makes column k zero below the element under the diagonal, by a reflection from both sides. */
function reflect(matrix: Float64Array, vectors: Float64Array, n: number, k: number): void {
  const from = k + 1
  const v = new Float64Array(n)
  let squares = 0
  for (let i = from; i < n; i++) {
    v[i] = matrix[i * n + k]!
    squares += v[i]! * v[i]!
  }
  const rest = squares - v[from]! * v[from]!
  if (rest === 0) return
  const length = Math.sqrt(squares)
  const corner = v[from]! > 0 ? -length : length
  v[from]! -= corner
  const beta = 2 / (rest + v[from]! * v[from]!)
  matrix[from * n + k] = corner
  matrix[k * n + from] = corner

  // A ← A - v wᵀ - w vᵀ with w = β (A v) - (β² vᵀ A v / 2) v
  const w = new Float64Array(n)
  let inner = 0
  for (let i = from; i < n; i++) {
    let sum = 0
    for (let j = from, at = i * n + from; j < n; j++, at++) sum += matrix[at]! * v[j]!
    w[i] = beta * sum
    inner += w[i]! * v[i]!
  }
  for (let i = from; i < n; i++) w[i]! -= 0.5 * beta * inner * v[i]!
  for (let i = from; i < n; i++) {
    const [a, b] = [v[i]!, w[i]!]
    for (let j = from, at = i * n + from; j < n; j++, at++) matrix[at]! -= a * w[j]! + b * v[j]!
  }

  // Rows of `vectors` are the columns of the product of all reflections.
  const mixed = new Float64Array(n)
  for (let i = from; i < n; i++) {
    const share = v[i]!
    for (let j = 0, at = i * n; j < n; j++, at++) mixed[j]! += share * vectors[at]!
  }
  for (let i = from; i < n; i++) {
    const factor = beta * v[i]!
    for (let j = 0, at = i * n; j < n; j++, at++) vectors[at]! -= factor * mixed[j]!
  }
}

/** The most QL steps for a value; two or three are usual. */
const mostSteps = 60

/** Turns the tridiagonal matrix until value `first` stands alone. */
function isolate(
  values: Float64Array,
  beside: Float64Array,
  vectors: Float64Array,
  n: number,
  first: number,
): void {
  for (let step = 0; step < mostSteps; step++) {
    let last = first
    while (last < n - 1 && !isNegligible(values, beside, last)) last++
    if (last === first) return
    sweep(values, beside, vectors, n, first, last)
  }
}

function isNegligible(values: Float64Array, beside: Float64Array, i: number): boolean {
  const size = Math.abs(values[i]!) + Math.abs(values[i + 1]!)
  return Math.abs(beside[i]!) <= Number.EPSILON * size
}

/** One QL step on the block from `first` to `last`. */
function sweep(
  values: Float64Array,
  beside: Float64Array,
  vectors: Float64Array,
  n: number,
  first: number,
  last: number,
): void {
  const half = (values[first + 1]! - values[first]!) / (2 * beside[first]!)
  const root = Math.sqrt(half * half + 1)
  let g = values[last]! - values[first]! + beside[first]! / (half + (half < 0 ? -root : root))
  let [sine, cosine, shift] = [1, 1, 0]
  for (let i = last - 1; i >= first; i--) {
    const f = sine * beside[i]!
    const b = cosine * beside[i]!
    const r = Math.sqrt(f * f + g * g)
    beside[i + 1] = r
    if (r === 0) {
      // The block has fallen into two.
      values[i + 1]! -= shift
      beside[last] = 0
      return
    }
    sine = f / r
    cosine = g / r
    g = values[i + 1]! - shift
    const turn = (values[i]! - g) * sine + 2 * cosine * b
    shift = sine * turn
    values[i + 1] = g + shift
    g = cosine * turn - b
    rotate(vectors, n, i, sine, cosine)
  }
  values[first]! -= shift
  beside[first] = g
  beside[last] = 0
}

/** Rotates rows i and i + 1. */
function rotate(vectors: Float64Array, n: number, i: number, sine: number, cosine: number): void {
  for (let at = i * n, below = at + n, end = below; at < end; at++, below++) {
    const a = vectors[at]!
    const b = vectors[below]!
    vectors[below] = sine * a + cosine * b
    vectors[at] = cosine * a - sine * b
  }
}

/** (n, n) ones on the diagonal. */
export function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1
  return matrix
}
