import type { Scaling } from '../../../model/signature.ts'

/**
 * Mean and standard deviation (divided by n) of each column over the given rows. A column that is constant in these
 * rows gets deviation 1.
 *
 * @param values (S, width), no NaN in the given rows
 * @param rows at least one
 * @param scaled which columns to scale; the others get mean 0 and deviation 1. Default: all
 */
export function fitScaling(
  values: Float64Array,
  width: number,
  rows: Uint32Array,
  scaled: (column: number) => boolean = () => true,
): Scaling {
  const mean = new Array<number>(width).fill(0)
  const deviation = new Array<number>(width).fill(1)
  for (let column = 0; column < width; column++) {
    if (!scaled(column)) continue
    // Sums of differences from the first value: exactly zero for a constant column.
    const first = values[rows[0]! * width + column]!
    let sum = 0
    for (const row of rows) sum += values[row * width + column]! - first
    const offset = sum / rows.length
    let squares = 0
    for (const row of rows) {
      const distance = values[row * width + column]! - first - offset
      squares += distance * distance
    }
    mean[column] = first + offset
    deviation[column] = Math.sqrt(squares / rows.length) || 1
  }
  return { mean, deviation }
}

/**
 * @param values (S, width)
 * @param scaling of the columns; null leaves the values as they are
 * @returns (rows.length, width) the given rows, scaled, in float32
 */
export function scaleRows(
  values: Float64Array,
  width: number,
  rows: Uint32Array,
  scaling: Scaling | null,
): Float32Array {
  const scaled = new Float32Array(rows.length * width)
  for (let i = 0; i < rows.length; i++) {
    for (let column = 0; column < width; column++) {
      const value = values[rows[i]! * width + column]!
      scaled[i * width + column] =
        scaling === null ? value : (value - scaling.mean[column]!) / scaling.deviation[column]!
    }
  }
  return scaled
}

/** The original number of a scaled value of a column. */
export function unscale(value: number, column: number, scaling: Scaling | null): number {
  return scaling === null ? value : value * scaling.deviation[column]! + scaling.mean[column]!
}
