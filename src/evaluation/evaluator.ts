import type { Direction } from '../math/direction.ts'
import type { Genome } from '../random/genome.ts'
import type { Population } from '../strategies/population.ts'
import type { GenerationPlan } from '../strategies/strategy.ts'
import type { Metrics } from '../tasks/task.ts'
import type { CheckedCosts } from './costs.ts'
import type { Outcomes } from './executor.ts'
import type { Failure } from './faults.ts'
import type { FleetFigures } from './fleet-figures.ts'
import type { FreshEpisodes } from './job.ts'
import type { Score } from './scorer.ts'

/** A genome's fitness and figures on one part of the data. */
export interface SplitScore {
  readonly fitness: number
  readonly metrics: Metrics
}

/** The scores of a genome outside the evolution, on the whole of each part that has samples. */
export interface SplitScores {
  readonly train: SplitScore
  readonly validation: SplitScore | null
  readonly test: SplitScore | null
}

/** The fitness of any genome on the whole of each part of the data. */
export interface WholeFitness {
  /**
   * @param genome (P)
   * @returns its fitness on the whole training part
   */
  trainingFitness(genome: Genome): number
  /** @returns its fitness on the validation part, null if there is none */
  validationFitness(genome: Genome): number | null
}

/** What is known of a champion whose figures are to be shown. */
export type ScoredGenome = Pick<Score, 'fitness' | 'metrics'> & { readonly genome: Genome }

/** One scored generation. */
export interface Evaluation extends Outcomes {
  /** One per row, in row order. */
  readonly costs: CheckedCosts
  /** Of its genomes, in the order of their rows. */
  readonly diversity: number
}

/** Makes the genomes of a plan and computes their fitness. The same plan gives the same bits on any thread. */
export interface Evaluator {
  readonly direction: Direction
  /** The number of threads that score; 0 if scoring runs in process. */
  readonly workers: number
  /** The rows of the last generation as they were scored. */
  readonly population: Population
  /** True if the fitness of a genome may change between generations. It may become known only as the run goes on. */
  readonly resampled: boolean
  /** The fitness on whole parts of the data; null for a task without samples. */
  readonly whole: WholeFitness | null
  /** From now on, work that nobody does ends with `Interrupted` once the signal is aborted. Absent where that cannot be. */
  heed?(signal: AbortSignal | undefined): void
  /** @param generation number within the run, from 0 */
  evaluate(plan: GenerationPlan, generation: number): Promise<Evaluation>
  /** (workers) each worker's busy time in the last `evaluate`, in milliseconds; undefined if that ran in process. */
  readonly busyMs?: readonly number[] | undefined
  /** What other machines did in the last `evaluate`; undefined if there are none. */
  readonly fleet?: FleetFigures | undefined
  /** How far the scoring of a generation is; null while none is scored. It may be read at any time. */
  readonly underWay?: { readonly count: number; readonly of: number } | null
  /** The cost of `evaluate`, in evaluations: at least `count`, more if individuals learn. */
  charge(count: number, generation: number): number
  /** (P) the parameters that gave row `row` its fitness: its genome, or the result of learning. Valid until the next call. */
  phenotype(row: number): Genome
  /** All scores of a champion; slower. */
  splitScores(champion: ScoredGenome): SplitScores
  /**
   * Scores genomes again, for a task without samples.
   * @param genomes each (P)
   * @param at the generation, from 0, and the row of each of them in it
   * @param fresh episodes that no generation has; null for those of the generation, once more
   * @returns one outcome each, in their order
   */
  rescore(
    genomes: readonly Genome[],
    at: { readonly generation: number; readonly individuals: readonly number[] },
    fresh: FreshEpisodes | null,
  ): Promise<readonly (Score | Failure)[]>
  /** Ends the threads. A second call has no effect. */
  close(): Promise<void>
}
