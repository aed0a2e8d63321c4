import { sortedQuantile } from '../../../math/quantile.ts'
import type { Scaling } from '../../../model/signature.ts'

/** The interquartile range of the normal distribution of deviation 1. */
export const normalRange: number = 1.3489795003921634

/** Sums and differences of numbers above it may be beyond the range of float64. */
const largest = 2 ** 1020

/**
 * The median of each column over the given rows, and its interquartile range as a deviation: for normal values both ways to
 * measure it agree. Outliers, up to a quarter of the rows on either side, change neither by much (Huber 1981).
 *
 * @param plain mean and deviation of these rows; its deviation is kept where the quartiles are equal
 * @param values (S, width), finite in the given rows
 * @param rows at least one
 * @param scaled which columns to scale; the others stay as in `plain`
 */
export function robustScaling(
  plain: Scaling,
  values: Float64Array,
  width: number,
  rows: Uint32Array,
  scaled: (column: number) => boolean,
): Scaling {
  const mean = [...plain.mean]
  const deviation = [...plain.deviation]
  const cells = new Float64Array(rows.length)
  for (let column = 0; column < width; column++) {
    if (!scaled(column)) continue
    for (const [index, row] of rows.entries()) cells[index] = values[row * width + column]!
    const { median, range } = quartilesOf(cells)
    mean[column] = median
    const unit = range / normalRange
    // The range of all but equal values may have no inverse in float64.
    if (Number.isFinite(1 / unit)) deviation[column] = unit
  }
  return { mean, deviation }
}

/**
 * The median and the interquartile range.
 * @param values at least one, finite; sorted in place
 */
export function quartilesOf(values: Float64Array): { median: number; range: number } {
  values.sort()
  const shrink = Math.max(Math.abs(values[0]!), Math.abs(values.at(-1)!)) > largest ? 1 / 16 : 1
  const sorted = shrink === 1 ? values : values.map((value) => value * shrink)
  const at = (share: number): number => sortedQuantile(sorted, share)
  // The range is at most twice the largest number, and as a deviation within float64 again.
  const range = (at(0.75) - at(0.25)) / shrink
  return { median: at(0.5) / shrink, range: Math.min(range, Number.MAX_VALUE) }
}
