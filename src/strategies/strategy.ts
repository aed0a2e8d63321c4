import type { Population } from './population.ts'
import type { Problem } from './problem.ts'

/** What stays the same through a run: all that a strategy needs besides its state. */
export interface Search<Options> {
  readonly problem: Problem
  readonly options: Options
  /** The run's seed, 0 … 2³²-1; with the generation in the state it fixes every draw. */
  readonly seed: number
}

/**
 * An ask/tell optimiser over plain state. `ask` and `tell` alternate; one pair is one generation.
 * The state holds numbers, strings, arrays and typed arrays alone, so that `structuredClone` copies it whole
 * and a run can go on from the copy, bit for bit.
 */
export interface Strategy<Options extends object, State extends object> {
  readonly name: string
  readonly defaults: Options
  /** The most rows that one `ask` will ever fill. */
  capacity(options: Options): number
  init(search: Search<Options>): State
  /** Writes the genomes to be scored into the first rows of `population`; returns how many. */
  ask(search: Search<Options>, state: State, population: Population): number
  /**
   * Takes the cost of the rows that the last `ask` filled: lower is better, +Infinity for a failure, never NaN.
   * @param cost (count)
   */
  tell(search: Search<Options>, state: State, population: Population, cost: Float64Array): void
  /** Figures of the state worth a place in the metrics, `sigma` for one. */
  figures(state: State): Readonly<Record<string, number>>
}
