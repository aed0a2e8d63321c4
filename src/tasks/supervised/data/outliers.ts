import { sortedQuantile } from '../../../math/quantile.ts'
import type { Scaling } from '../../../model/signature.ts'
import { listed } from './names.ts'
import type { ScaledColumn } from './precision.ts'
import { normalRange, quartilesOf } from './robust.ts'
import { fitScaling, scale } from './scaling.ts'

/** At most this share of the values are outliers: 1 in 50. */
const rare = 0.02

/** Of fewer values none is an outlier. */
const leastRows = 20

/** So many times the deviation is larger with the outliers than without, and than by the quartiles. */
const inflation = 5

/**
 * A note on the columns in which a few outliers make the deviation many times as large, so that the rest is squeezed
 * together. Columns whose quartiles are equal are not among them: `robust` would scale them alike.
 *
 * @param values (S, width), finite in the given rows
 * @param rows that training uses
 * @param scaling mean and deviation of these rows; null if the columns are scaled otherwise
 * @param noteOf the note, by the names of the columns
 */
export function outlierNotes(
  columns: readonly ScaledColumn[],
  values: Float64Array,
  width: number,
  rows: Uint32Array,
  scaling: Scaling | null,
  noteOf: (names: string) => string,
): string[] {
  if (scaling === null) return []
  const cells = new Float64Array(rows.length)
  const inflated = columns.filter(({ place }) => {
    for (const [index, row] of rows.entries()) cells[index] = values[row * width + place]!
    const farthest = cells.reduce((most, value) => Math.max(most, Math.abs(scale(value, place, scaling))), 0)
    return isInflated(cells, scaling.deviation[place]!, farthest)
  })
  return inflated.length === 0 ? [] : [noteOf(listed(inflated.map(({ name }) => name)))]
}

/**
 * @param values sorted in place
 * @param farthest how far the farthest is from the mean, in deviations
 */
function isInflated(values: Float64Array, deviation: number, farthest: number): boolean {
  const count = values.length
  if (count < leastRows) return false
  const outliers = Math.max(1, Math.floor(count * rare))
  // Outliers hold all but 1/25 of the sum of squares, so the farthest holds its share of it. Most columns need no sorting.
  if (farthest * farthest * outliers < 0.9 * count) return false
  const { range } = quartilesOf(values)
  if (range === 0 || (range / normalRange) * inflation > deviation) return false
  const rest = withoutFarthest(values, outliers)
  const [without] = fitScaling(rest, 1, Uint32Array.from(rest.keys())).deviation
  return without! * inflation <= deviation
}

/** @param sorted in ascending order */
function withoutFarthest(sorted: Float64Array, count: number): Float64Array {
  const median = sortedQuantile(sorted, 0.5)
  let first = 0
  let end = sorted.length
  for (let left = 0; left < count; left++) {
    if (median - sorted[first]! > sorted[end - 1]! - median) first++
    else end--
  }
  return sorted.subarray(first, end)
}
