import type { StepOf } from './sampling.ts'

/** Steps of consecutive rows of a list, side by side. */
export interface StepRows {
  readonly from: number
  readonly to: number
  /** (to - from, P) */
  readonly steps: Float64Array
}

/** The most numbers that are held at once: 8 MB. */
const mostNumbers = 2 ** 20

/**
 * Gives the steps of rows as matrices, each of as many rows as memory should hold. What all of them need only once is made once.
 * @param rows by index in the list
 * @param units (P) what a step is divided by
 */
export function stepRows(
  rows: ArrayLike<number>,
  stepOf: StepOf,
  units: ArrayLike<number>,
): () => Iterable<StepRows> {
  const length = units.length
  const most = Math.max(1, Math.floor(mostNumbers / length))
  const make = (from: number): StepRows => {
    const to = Math.min(rows.length, from + most)
    const steps = new Float64Array((to - from) * length)
    for (let k = from; k < to; k++) {
      const step = steps.subarray((k - from) * length, (k - from + 1) * length)
      stepOf(rows[k], step)
      for (let p = 0; p < length; p++) step[p] /= units[p]
    }
    return { from, to, steps }
  }
  const whole = rows.length <= most ? [make(0)] : null
  return function* () {
    if (whole !== null) yield* whole
    else for (let from = 0; from < rows.length; from += most) yield make(from)
  }
}
