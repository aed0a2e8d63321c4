/**
 * The eigenvectors of an update of rank one: Gu and Eisenstat, "A Stable and Efficient Algorithm for the Rank-One Modification of the Symmetric
 * Eigenproblem" (1994), https://doi.org/10.1137/S089547989223924X.
 */
import type { Matrix } from '../matrix/matrices.ts'
import { type RankOneUpdate, secularRoot } from './secular.ts'

/**
 * Writes them as rows of unit length. They are those of the update whose eigenvalues are exactly the roots as computed; its z is found from these
 * by a formula of Löwner. So they stand at right angles however close roots lie.
 * @param out (k, k) in `numbers`
 * @param columns (k) where each coordinate stands in a row
 * @returns (k) the eigenvalues, ascending
 */
export function updatedVectors(
  update: RankOneUpdate,
  numbers: Float64Array,
  out: Matrix,
  columns: readonly number[],
): Float64Array {
  const { poles, z } = update
  const k = poles.length
  const squares = new Float64Array(k).fill(1)
  const roots = poles.map((_, i) => {
    const gaps = numbers.subarray(out.at + i * out.stride, out.at + i * out.stride + k)
    const root = secularRoot(update, i, gaps)
    // ẑⱼ² = Πᵢ (dⱼ - λᵢ) / Πᵢ (dⱼ - dᵢ), without i = j below, and with ρ for its sign: both cancel when vectors are made as long as 1.
    for (let j = 0; j < k; j++) squares[j]! *= j === i ? gaps[j]! : gaps[j]! / (poles[j]! - poles[i]!)
    return root
  })
  const corrected = z.map((value, j) => {
    const length = Math.sqrt(Math.abs(squares[j]!))
    return value < 0 ? -length : length
  })
  const vector = new Float64Array(k)
  for (let i = 0; i < k; i++) {
    const at = out.at + i * out.stride
    let sum = 0
    for (let j = 0; j < k; j++) {
      vector[j] = corrected[j]! / numbers[at + j]!
      sum += vector[j]! * vector[j]!
    }
    const length = Math.sqrt(sum)
    for (let j = 0; j < k; j++) numbers[at + columns[j]!] = vector[j]! / length
  }
  return roots
}
