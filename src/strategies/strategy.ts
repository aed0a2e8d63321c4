import type { Genome, GenomeType } from '../random/genome.ts'
import type { Capacity } from './capacity.ts'
import type { Population } from './population.ts'
import type { GenomeSpec, Problem } from './problem.ts'
import type { Costs } from './ranking.ts'
import type { Vectors } from './vectors.ts'

/** Everything that a strategy needs besides its state. It is plain data and constant during a run. */
export interface Search<Options> {
  readonly problem: Problem
  readonly options: Options
  /** The run's seed, 0 … 2³²-1. It fixes every draw together with the generation in the plan. */
  readonly seed: number
}

/** A vector that all threads read to make genomes: parents' genomes, a mean, a root of a covariance. */
export interface SharedVector {
  readonly name: string
  readonly type: GenomeType
  /** The number of entries. */
  readonly length: number
}

/** The vectors that a strategy declared, by name. They may be in shared memory. */
export type SharedVectors = Readonly<Record<string, Genome>>

/** Describes a generation in O(N) numbers without genomes. It is plain data, to send to other threads and machines. */
export interface GenerationPlan {
  /** From 0. */
  readonly generation: number
  /** The number of individuals to make and to score, in rows 0 … count - 1. */
  readonly count: number
  /**
   * The cost that an offspring must not exceed to become a parent: an offspring that is told with a higher cost cannot
   * survive, whatever its siblings do. Null if it is unknown.
   */
  readonly threshold: number | null
  /** How many of the first rows are individuals of an earlier generation that are scored again; default: none. */
  readonly again?: number
  /**
   * How many of the last rows hold genomes that come from elsewhere, in place of those that the strategy would have made; default:
   * none. `tell` must not take them for what it has made.
   */
  readonly foreign?: number
}

/** Whether a row holds a genome that the strategy has not made. */
export function isForeign({ count, foreign = 0 }: GenerationPlan, row: number): boolean {
  return row >= count - foreign
}

/** Writes the genome of row `row` of a planned generation to `out` (P), every gene of it. */
export type Materialise<Plan extends GenerationPlan> = (plan: Plan, row: number, out: Genome) => void

/**
 * An ask/tell optimiser over plain state. The ask has two steps: `plan` decides what cannot be decided in parallel;
 * the function from `materialiser` makes one genome of the plan, on the thread that scores the row.
 * `plan` and `tell` alternate; one pair is one generation.
 *
 * The state holds only numbers, strings, arrays and typed arrays. A strategy remembers nothing outside its state and
 * the shared vectors: from copies of both a run continues bit for bit.
 */
export interface Strategy<Options extends object, State extends object, Plan extends GenerationPlan> {
  readonly kind: string
  defaults(genome: Pick<GenomeSpec, 'length' | 'blocks'>): Options
  /** The most rows of a generation. */
  capacity(options: Options, length: number): Capacity
  /** The vectors that it shares with the code that makes genomes. They start as zeros. */
  shared(search: Search<Options>): readonly SharedVector[]
  init(search: Search<Options>): State
  /** Decides the next generation. It is pure: the same state gives the same plan. */
  plan(search: Search<Options>, state: State): Plan
  /**
   * Returns the function that makes the genomes of a plan. They depend only on the plan, the shared vectors and
   * (seed, generation, row). Until the next `tell`, any thread makes the same bits, in any order and repeatedly.
   */
  materialiser(search: Search<Options>, shared: SharedVectors, vectors: Vectors): Materialise<Plan>
  /**
   * Takes the costs of the last plan's rows and advances the state.
   * @param population the rows as they were scored: as made, or as changed by learning
   * @param costs (count)
   */
  tell(
    search: Search<Options>,
    state: State,
    shared: SharedVectors,
    plan: Plan,
    population: Population,
    costs: Costs,
  ): void
  /** Figures of the state for the metrics, for example `sigma`. */
  figures(state: State): Readonly<Record<string, number>>
}
