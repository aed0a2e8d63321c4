import type { Genome, GenomeType } from '../random/genome.ts'
import type { Population } from './population.ts'
import type { Problem } from './problem.ts'
import type { Costs } from './ranking.ts'
import type { Vectors } from './vectors.ts'

/** What stays the same through a run: all that a strategy needs besides its state. Plain data. */
export interface Search<Options> {
  readonly problem: Problem
  readonly options: Options
  /** The run's seed, 0 … 2³²-1; with the generation in the plan it fixes every draw. */
  readonly seed: number
}

/** A vector that all threads see while genomes are made: parents' genomes, a mean, a root of a covariance. */
export interface SharedVector {
  readonly name: string
  readonly type: GenomeType
  /** How many numbers it holds. */
  readonly length: number
}

/** The vectors that a strategy declared, by name. They may lie in shared memory. */
export type SharedVectors = Readonly<Record<string, Genome>>

/** What a generation is: plain data of O(N) numbers, never genomes, so that it goes to other threads and machines. */
export interface GenerationPlan {
  /** From 0. */
  readonly generation: number
  /** How many individuals there are to make and to score, in rows 0 … count - 1. */
  readonly count: number
}

/** Writes the genome of row `row` of a planned generation to `out` (P), whole. */
export type Materialise<Plan extends GenerationPlan> = (plan: Plan, row: number, out: Genome) => void

/**
 * An ask/tell optimiser over plain state, whose ask is in two: `plan` decides what cannot be decided in parallel, and
 * what `materialiser` gives makes one genome of it, on whichever thread scores the row. `plan` and `tell` alternate; one
 * pair is one generation.
 *
 * The state holds numbers, strings, arrays and typed arrays alone. It and the shared vectors are all that a strategy
 * remembers: a run goes on from copies of both, bit for bit.
 */
export interface Strategy<Options extends object, State extends object, Plan extends GenerationPlan> {
  readonly kind: string
  /** For a genome of `length` genes. */
  defaults(length: number): Options
  /** The most rows that a generation will ever have. */
  capacity(options: Options, length: number): number
  /** The vectors that it shares with whoever makes genomes. They begin as zeros. */
  shared(search: Search<Options>): readonly SharedVector[]
  init(search: Search<Options>): State
  /** Decides the next generation. Changes nothing: the same state gives the same plan. */
  plan(search: Search<Options>, state: State): Plan
  /**
   * What makes the genomes of a plan. They depend on the plan, the shared vectors and (seed, generation, row) alone, so
   * any thread makes the same bits, in any order and as often as it likes, until the next `tell`.
   */
  materialiser(search: Search<Options>, shared: SharedVectors, vectors: Vectors): Materialise<Plan>
  /**
   * Takes what the rows of the last plan cost, and moves the state on.
   * @param population the rows as they were scored: as they were made, or as individuals changed them by learning
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
  /** Figures of the state worth a place in the metrics, `sigma` for one. */
  figures(state: State): Readonly<Record<string, number>>
}
