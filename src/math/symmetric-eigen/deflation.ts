/**
 * What an update of rank one leaves as it is: Dongarra and Sorensen, "A Fully Parallel Algorithm for the Symmetric Eigenvalue Problem" (1987),
 * https://doi.org/10.1137/0908018, section 3. An eigenvalue stays where z is next to 0. Of two that are next to equal, a rotation makes z
 * of one of them 0.
 */
import type { Matrix } from '../matrix/matrices.ts'

/** A block of a tridiagonal matrix whose halves are solved. */
export interface Block {
  /** (size, size) eigenvectors of both halves, as rows, in `numbers` */
  readonly rows: Matrix
  readonly size: number
  /** The size of the first half. */
  readonly half: number
  /** (size) the eigenvalue of each row */
  readonly values: Float64Array
  /** (size) the halves in which each row is not 0: 1 the first, 2 the second, 3 both */
  readonly halves: Uint8Array
}

/** Rows of a block. */
export interface Deflation {
  /** By ascending value. */
  readonly kept: readonly number[]
  readonly deflated: readonly number[]
}

/**
 * Finds the rows of diag(values) + ρ z zᵀ that stay as they are, and rotates rows, values and z so that there are more.
 * @param z (size) of length 1
 */
export function deflate(numbers: Float64Array, block: Block, z: Float64Array, rho: number): Deflation {
  const { values, halves } = block
  let largest = 0
  for (let r = 0; r < block.size; r++) largest = Math.max(largest, Math.abs(values[r]!), Math.abs(z[r]!))
  const negligible = 8 * Number.EPSILON * largest
  const kept: number[] = []
  const deflated: number[] = []
  for (const row of ascending(values)) {
    if (rho * Math.abs(z[row]!) <= negligible) {
      deflated.push(row)
      continue
    }
    const before = kept.at(-1)
    if (before !== undefined) {
      const length = Math.sqrt(z[row]! * z[row]! + z[before]! * z[before]!)
      const cosine = z[row]! / length
      const sine = z[before]! / length
      const gap = values[row]! - values[before]!
      if (Math.abs(gap * cosine * sine) <= negligible) {
        turn(numbers, block, before, row, cosine, sine)
        z[row] = length
        z[before] = 0
        const [low, high] = [values[before]!, values[row]!]
        values[before] = low * cosine * cosine + high * sine * sine
        values[row] = low * sine * sine + high * cosine * cosine
        if (halves[row] !== halves[before]) halves[row] = halves[before] = 3
        deflated.push(before)
        kept.pop()
      }
    }
    kept.push(row)
  }
  return { kept, deflated }
}

/** Rows by their values. */
function ascending(values: Float64Array): Int32Array {
  const rows = new Int32Array(values.length).map((_, row) => row)
  return rows.sort((a, b) => values[a]! - values[b]! || a - b)
}

/** Rotates two rows, so that z of the first becomes 0. */
function turn(
  numbers: Float64Array,
  { rows, size, half, halves }: Block,
  first: number,
  second: number,
  cosine: number,
  sine: number,
): void {
  const reached = halves[first]! | halves[second]!
  const [from, to] = [reached === 2 ? half : 0, reached === 1 ? half : size]
  const [a, b] = [rows.at + first * rows.stride, rows.at + second * rows.stride]
  for (let p = from; p < to; p++) {
    const [x, y] = [numbers[a + p]!, numbers[b + p]!]
    numbers[a + p] = cosine * x - sine * y
    numbers[b + p] = cosine * y + sine * x
  }
}
