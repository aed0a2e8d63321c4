import type { Direction } from '../math/direction.ts'
import type { Genome } from '../random/genome.ts'
import type { Population } from '../strategies/population.ts'
import type { GenerationPlan } from '../strategies/strategy.ts'
import type { Metrics } from '../tasks/task.ts'
import type { CheckedCosts } from './costs.ts'
import type { Outcomes } from './executor.ts'

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

/** One scored generation. */
export interface Evaluation extends Outcomes {
  /** One per row, in row order. */
  readonly costs: CheckedCosts
}

/** Makes the genomes of a plan and computes their fitness. The same plan gives the same bits on any thread. */
export interface Evaluator {
  readonly direction: Direction
  /** The number of threads that score; 0 if scoring runs in process. */
  readonly workers: number
  /** The rows of the last generation as they were scored. */
  readonly population: Population
  /** True if the fitness of a genome may change between generations. */
  readonly resampled: boolean
  /** @param generation number within the run, from 0 */
  evaluate(plan: GenerationPlan, generation: number): Promise<Evaluation>
  /** (workers) each worker's busy time in the last `evaluate`, in milliseconds; undefined if that ran in process. */
  readonly busyMs?: readonly number[] | undefined
  /** The cost of `evaluate`, in evaluations: at least `count`, more if individuals learn. */
  charge(count: number, generation: number): number
  /** (P) the parameters that gave row `row` its fitness: its genome, or the result of learning. */
  phenotype(row: number): Genome
  /**
   * @param genome (P)
   * @returns its fitness on the whole training part
   */
  trainingFitness(genome: Genome): number
  /** @returns its fitness on the validation part, null if there is none */
  validationFitness(genome: Genome): number | null
  /** All scores of a genome; slower. */
  splitScores(genome: Genome): SplitScores
  /** Ends the threads. A second call has no effect. */
  close(): Promise<void>
}
