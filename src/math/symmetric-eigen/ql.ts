/**
 * QL steps with implicit shifts on a tridiagonal matrix: Golub and Van Loan, "Matrix Computations" (4th edition), section 8.3.3; Dubrulle
 * (1970), https://doi.org/10.1007/BF02165508.
 */
import type { Matrix } from '../matrix/matrices.ts'

export interface Tridiagonal {
  /** (n) becomes the eigenvalues */
  readonly diagonal: Float64Array
  /** (n) element i stands between diagonals i and i + 1; overwritten */
  readonly beside: Float64Array
}

/** The most QL steps for a value; two or three are usual. */
const mostSteps = 60

/**
 * Turns rows `first` to `last` of the matrix until they are diagonal, and with them rows of `numbers`.
 * @param rows (last - first + 1, width) in `numbers`
 */
export function diagonalise(
  matrix: Tridiagonal,
  first: number,
  last: number,
  numbers: Float64Array,
  rows: Matrix,
  width: number,
): void {
  const turns = new Float64Array(2 * (last - first))
  for (let i = first; i <= last; i++) {
    for (let step = 0; step < mostSteps; step++) {
      let end = i
      while (end < last && !isNegligible(matrix, end)) end++
      if (end === i) break
      const start = sweep(matrix, i, end, turns)
      rotate(numbers, rows, start - first, end - first, width, turns)
    }
  }
}

function isNegligible({ diagonal, beside }: Tridiagonal, i: number): boolean {
  const size = Math.abs(diagonal[i]!) + Math.abs(diagonal[i + 1]!)
  return Math.abs(beside[i]!) <= Number.EPSILON * size
}

/**
 * One QL step on the block from `first` to `last`, by rotations of neighbouring rows, from the last pair up.
 * @param turns (pairs, 2) is given sine and cosine of each
 * @returns the upper row of the pair that was rotated last
 */
function sweep({ diagonal, beside }: Tridiagonal, first: number, last: number, turns: Float64Array): number {
  const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!)
  const root = Math.sqrt(half * half + 1)
  let g = diagonal[last]! - diagonal[first]! + beside[first]! / (half + (half < 0 ? -root : root))
  let sine = 1
  let cosine = 1
  let shift = 0
  for (let i = last - 1, k = 0; i >= first; i--, k += 2) {
    const f = sine * beside[i]!
    const b = cosine * beside[i]!
    const r = Math.sqrt(f * f + g * g)
    beside[i + 1] = r
    if (r === 0) {
      // The block has fallen into two.
      diagonal[i + 1]! -= shift
      beside[last] = 0
      return i + 1
    }
    sine = f / r
    cosine = g / r
    g = diagonal[i + 1]! - shift
    const turn = (diagonal[i]! - g) * sine + 2 * cosine * b
    shift = sine * turn
    diagonal[i + 1] = g + shift
    g = cosine * turn - b
    turns[k] = sine
    turns[k + 1] = cosine
  }
  diagonal[first]! -= shift
  beside[first] = g
  beside[last] = 0
  return first
}

/**
 * Rotates rows i and i + 1 for i from last - 1 down to first, two rotations at a time, since they share a row.
 * @param turns (last - first, 2) sine and cosine of each, in this order
 */
function rotate(
  numbers: Float64Array,
  { at, stride }: Matrix,
  first: number,
  last: number,
  width: number,
  turns: Float64Array,
): void {
  let i = last - 1
  let k = 0
  for (; i > first; i -= 2, k += 4) {
    const sine = turns[k]!
    const cosine = turns[k + 1]!
    const nextSine = turns[k + 2]!
    const nextCosine = turns[k + 3]!
    const middle = at + i * stride
    for (let p = middle, below = p + stride, above = p - stride; p < middle + width; p++, below++, above++) {
      const a = numbers[p]!
      const b = numbers[below]!
      const c = numbers[above]!
      numbers[below] = sine * a + cosine * b
      const turned = cosine * a - sine * b
      numbers[p] = nextSine * c + nextCosine * turned
      numbers[above] = nextCosine * c - nextSine * turned
    }
  }
  if (i < first) return
  const sine = turns[k]!
  const cosine = turns[k + 1]!
  const upper = at + i * stride
  for (let p = upper, below = p + stride; p < upper + width; p++, below++) {
    const a = numbers[p]!
    const b = numbers[below]!
    numbers[below] = sine * a + cosine * b
    numbers[p] = cosine * a - sine * b
  }
}
