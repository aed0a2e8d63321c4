/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to a tridiagonal matrix, then QL steps with
 * implicit shifts (Golub and Van Loan, "Matrix Computations", 4th edition, sections 8.3.1 and 8.3.3; Dubrulle 1970,
 * https://doi.org/10.1007/BF02165508). Uses only + - × ÷ and square roots.
 *
 * @param matrix (n, n) symmetric, finite; its lower triangle is read, and overwritten
 * @returns values (n), in no order, and vectors (n, n): row k is the unit eigenvector of value k
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const values = new Float64Array(n)
  const beside = new Float64Array(n)
  const betas = new Float64Array(n)
  for (let i = n - 1; i > 0; i--) betas[i] = reflect(matrix, n, i, beside)
  const vectors = identity(n)
  for (let i = 1; i < n; i++) if (betas[i] !== 0) reflectRows(vectors, matrix, n, i, betas[i]!)
  for (let i = 0; i < n; i++) values[i] = matrix[i * n + i]!
  for (let i = 0; i < n; i++) isolate(values, beside, vectors, n, i)
  return { values, vectors }
}

/**
 * Makes row `i` zero before the element beside the diagonal, by a reflection from both sides. Reads and writes the lower triangle alone, row
 * by row. The row then holds v, the normal of the mirror.
 * @returns β = 2 / vᵀv; 0 if there is nothing to reflect
 */
function reflect(matrix: Float64Array, n: number, i: number, beside: Float64Array): number {
  const v = matrix.subarray(i * n, i * n + i)
  let rest = 0
  for (let j = 0; j < i - 1; j++) rest += v[j]! * v[j]!
  const last = v[i - 1]!
  beside[i - 1] = last
  if (rest === 0) return 0
  const length = Math.sqrt(rest + last * last)
  const corner = last > 0 ? -length : length
  beside[i - 1] = corner
  v[i - 1] = last - corner
  const beta = 2 / (rest + v[i - 1]! * v[i - 1]!)

  // A ← A - v wᵀ - w vᵀ with w = β (A v) - (β² vᵀ A v / 2) v
  const w = new Float64Array(i)
  for (let j = 0; j < i; j++) {
    const row = matrix.subarray(j * n, j * n + j)
    w[j]! += dot(row, v, j) + matrix[j * n + j]! * v[j]!
    addScaled(w, v[j]!, row, j)
  }
  let inner = 0
  for (let j = 0; j < i; j++) {
    w[j]! *= beta
    inner += w[j]! * v[j]!
  }
  for (let j = 0; j < i; j++) w[j]! -= 0.5 * beta * inner * v[j]!
  for (let j = 0; j < i; j++) {
    const [a, b] = [v[j]!, w[j]!]
    for (let k = 0, at = j * n; k <= j; k++, at++) matrix[at]! -= a * w[k]! + b * v[k]!
  }
  return beta
}

/** Multiplies the rows of `vectors` that are not those of the identity any more by the reflection of row `i`. */
function reflectRows(vectors: Float64Array, matrix: Float64Array, n: number, i: number, beta: number): void {
  const v = matrix.subarray(i * n, i * n + i)
  for (let row = 0; row < i; row++) {
    const entries = vectors.subarray(row * n, row * n + i)
    addScaled(entries, -beta * dot(entries, v, i), v, i)
  }
}

/** The inner product of the first `count` numbers, in four sums side by side: a single one waits for each addition. */
function dot(a: Float64Array, b: Float64Array, count: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0]
  let k = 0
  for (; k + 3 < count; k += 4) {
    first += a[k]! * b[k]!
    second += a[k + 1]! * b[k + 1]!
    third += a[k + 2]! * b[k + 2]!
    fourth += a[k + 3]! * b[k + 3]!
  }
  for (; k < count; k++) first += a[k]! * b[k]!
  return first + second + (third + fourth)
}

/** out[k] += factor a[k] for k in 0 … count - 1. */
function addScaled(out: Float64Array, factor: number, a: Float64Array, count: number): void {
  for (let k = 0; k < count; k++) out[k]! += factor * a[k]!
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
  const turns = new Float64Array(2 * (last - first))
  for (let i = last - 1; i >= first; i--) {
    const f = sine * beside[i]!
    const b = cosine * beside[i]!
    const r = Math.sqrt(f * f + g * g)
    beside[i + 1] = r
    if (r === 0) {
      // The block has fallen into two.
      values[i + 1]! -= shift
      beside[last] = 0
      rotate(vectors, n, i + 1, last, turns)
      return
    }
    sine = f / r
    cosine = g / r
    g = values[i + 1]! - shift
    const turn = (values[i]! - g) * sine + 2 * cosine * b
    shift = sine * turn
    values[i + 1] = g + shift
    g = cosine * turn - b
    turns[2 * (last - 1 - i)] = sine
    turns[2 * (last - 1 - i) + 1] = cosine
  }
  values[first]! -= shift
  beside[first] = g
  beside[last] = 0
  rotate(vectors, n, first, last, turns)
}

/**
 * Rotates rows i and i + 1 for i from last - 1 down to first, two rotations at a time, since they share a row.
 * @param turns (last - first, 2) sine and cosine of each, in this order
 */
function rotate(vectors: Float64Array, n: number, first: number, last: number, turns: Float64Array): void {
  let i = last - 1
  for (let k = 0; i > first; i -= 2, k += 4) {
    const [sine, cosine, nextSine, nextCosine] = [turns[k]!, turns[k + 1]!, turns[k + 2]!, turns[k + 3]!]
    for (let at = i * n, below = at + n, above = at - n, end = below; at < end; at++, below++, above++) {
      const a = vectors[at]!
      const b = vectors[below]!
      const c = vectors[above]!
      vectors[below] = sine * a + cosine * b
      const turned = cosine * a - sine * b
      vectors[at] = nextSine * c + nextCosine * turned
      vectors[above] = nextCosine * c - nextSine * turned
    }
  }
  if (i < first) return
  const [sine, cosine] = [turns[2 * (last - 1 - i)]!, turns[2 * (last - 1 - i) + 1]!]
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
