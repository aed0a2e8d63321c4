import type { Genome } from '../random/genome.ts'
import type { Population } from '../strategies/population.ts'
import type { GenerationPlan } from '../strategies/strategy.ts'
import type { Direction, Metrics } from '../tasks/task.ts'
import type { CheckedCosts } from './costs.ts'
import type { Outcomes } from './executor.ts'

/** A genome's fitness and figures on one part of the data. */
export interface SplitScore {
  readonly fitness: number
  readonly metrics: Metrics
}

/** What a genome is worth outside the race: on the whole of each part that has samples. */
export interface SplitScores {
  readonly train: SplitScore
  readonly validation: SplitScore | null
  readonly test: SplitScore | null
}

/** One generation, scored. */
export interface Evaluation extends Outcomes {
  /** Of its rows, in their order. */
  readonly costs: CheckedCosts
}

/** Makes the genomes of a plan and gives them their fitness. The same plan gives the same bits, whoever computes them. */
export interface Evaluator {
  readonly direction: Direction
  /** Threads that score; 0 in process. */
  readonly workers: number
  /** The rows of the last generation, as they were scored. */
  readonly population: Population
  /** True if the same genome may earn another fitness in another generation. */
  readonly resampled: boolean
  /** @param generation of the run, from 0 */
  evaluate(plan: GenerationPlan, generation: number): Promise<Evaluation>
  /** (workers) what each worker worked in the last `evaluate`, in milliseconds; undefined where that was in process. */
  readonly busyMs?: readonly number[] | undefined
  /** What `evaluate` will cost, in evaluations: at least `count`, more where individuals learn. */
  charge(count: number, generation: number): number
  /** (P) the parameters that earned row `row` its fitness: its genome, or what that became by learning. */
  phenotype(row: number): Genome
  /**
   * @param genome (P)
   * @returns its fitness on the whole training part
   */
  trainingFitness(genome: Genome): number
  /** @returns its fitness on the validation part, null where there is none */
  validationFitness(genome: Genome): number | null
  /** Everything that is known of a genome; slower. */
  splitScores(genome: Genome): SplitScores
  /** Ends the threads. May be called twice. */
  close(): Promise<void>
}
