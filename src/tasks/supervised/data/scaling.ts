import { inFloat32 } from '../../../model/scaling-checks.ts'
import type { Scaling } from '../../../model/signature.ts'

/**
 * Mean and standard deviation (divided by n) of each column over the given rows. A column that is constant in these
 * rows gets deviation 1, or its own size where float32 has no such number.
 *
 * @param values (S, width), finite in the given rows
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
    const valueAt = (row: number): number => values[row * width + column]!
    const fit = momentsOf(valueAt, rows)
    const exact = fit.squares > leastSquares && fit.squares < mostSquares
    const { middle, spread } = exact
      ? { middle: fit.mean, spread: Math.sqrt(fit.squares / rows.length) }
      : extremeMoments(valueAt, rows)
    mean[column] = middle
    deviation[column] = spread || deviationOfConstant(middle)
  }
  return { mean, deviation }
}

/** 1, unless that is too small beside the constant: a model file wants values that float32 has after scaling. */
function deviationOfConstant(value: number): number {
  return inFloat32(value) ? 1 : Math.abs(value)
}

/** Within these bounds a sum of squares has lost no digits to the range of float64. */
const leastSquares = 2 ** -900
const mostSquares = 2 ** 1000

function momentsOf(valueAt: (row: number) => number, rows: Uint32Array): { mean: number; squares: number } {
  // Sums of differences from the first value: exactly zero for a constant column.
  const first = valueAt(rows[0]!)
  let sum = 0
  for (const row of rows) sum += valueAt(row) - first
  const offset = sum / rows.length
  let squares = 0
  for (const row of rows) {
    const distance = valueAt(row) - first - offset
    squares += distance * distance
  }
  return { mean: first + offset, squares }
}

/** The same for values near the ends of the range of float64: with differences in a unit that suits them. */
function extremeMoments(
  valueAt: (row: number) => number,
  rows: Uint32Array,
): { middle: number; spread: number } {
  let largest = 0
  for (const row of rows) largest = Math.max(largest, Math.abs(valueAt(row)))
  // No sum of up to 2³² values so small is beyond the range.
  const shrink = largest > 2 ** 900 ? 2 ** -64 : 1
  const first = valueAt(rows[0]!) * shrink
  let sum = 0
  for (const row of rows) sum += valueAt(row) * shrink - first
  const offset = sum / rows.length
  let unit = 0
  for (const row of rows) unit = Math.max(unit, Math.abs(valueAt(row) * shrink - first - offset))
  const middle = (first + offset) / shrink
  if (unit === 0) return { middle, spread: 0 }
  let squares = 0
  for (const row of rows) {
    const distance = (valueAt(row) * shrink - first - offset) / unit
    squares += distance * distance
  }
  return { middle, spread: (unit / shrink) * Math.sqrt(squares / rows.length) }
}

/** The inverse of `unscale`, in float64. */
export function scale(value: number, column: number, scaling: Scaling | null): number {
  return scaling === null ? value : standardised(value, scaling.mean[column]!, scaling.deviation[column]!)
}

/** (value - mean) / deviation, in float64. */
function standardised(value: number, mean: number, deviation: number): number {
  const distance = value - mean
  return Number.isFinite(distance) ? distance / deviation : value / deviation - mean / deviation
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
      scaled[i * width + column] = scale(value, column, scaling)
    }
  }
  return scaled
}

/** The original number of a scaled value of a column. */
export function unscale(value: number, column: number, scaling: Scaling | null): number {
  return scaling === null ? value : value * scaling.deviation[column]! + scaling.mean[column]!
}
