import type { StepOf } from './sampling.ts'

/** Sums over rows with a weight w each, of their steps s. */
export interface Moments {
  /** (P) Σ w s */
  readonly first: Float64Array
  /** (P) Σ w s² */
  readonly second: Float64Array
}

/** Row and weight; a weight of 0 counts for nothing. */
type WeightedRows = Iterable<readonly [row: number, weight: number]>

/** (P) Σ w s alone, with the bits that `momentsOf` gives it. */
export function firstMomentOf(stepOf: StepOf, rows: WeightedRows, length: number): Float64Array {
  const [first, step] = [new Float64Array(length), new Float64Array(length)]
  for (const [row, weight] of rows) {
    if (weight === 0) continue
    stepOf(row, step)
    for (let p = 0; p < length; p++) first[p] += weight * step[p]
  }
  return first
}

/**
 * The weighted sums of the steps of rows, added in the order given.
 * @param length P
 */
export function momentsOf(stepOf: StepOf, rows: WeightedRows, length: number): Moments {
  const [first, second, step] = [0, 1, 2].map(() => new Float64Array(length)) as Three
  for (const [row, weight] of rows) {
    if (weight === 0) continue
    stepOf(row, step)
    accumulate(first, second, step, weight)
  }
  return { first, second }
}

type Three = [Float64Array, Float64Array, Float64Array]

function accumulate(first: Float64Array, second: Float64Array, step: Float64Array, weight: number): void {
  for (let p = 0; p < step.length; p++) {
    const weighted = weight * step[p]
    first[p] += weighted
    second[p] += weighted * step[p]
  }
}
