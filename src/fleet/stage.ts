import type { Job } from '../evaluation/job.ts'
import type { GenerationPlan } from '../strategies/strategy.ts'

/** A job as it is sent: with all that its items depend on, but for the strategy's shared vectors. */
export interface Stage {
  readonly job: Job
  /** What learning begins from; null for other jobs. */
  readonly learning: LearningStage | null
}

/** The individuals that learn, before they do. */
export interface LearningStage {
  /** The plan that makes their genomes. */
  readonly plan: GenerationPlan
  /** (rows) the fitness of each, in the order of the job's rows. */
  readonly fitness: Float64Array
}
