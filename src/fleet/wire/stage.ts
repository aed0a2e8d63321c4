import type { Job } from '../../evaluation/job.ts'
import type { Genome } from '../../random/genome.ts'
import type { GenerationPlan, SharedVectors } from '../../strategies/strategy.ts'
import { type Parcel, pack } from './parcel.ts'

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

/** The parameters that individuals have learned. */
export interface Lessons {
  /** (k) their places among those that learn. */
  readonly places: Uint32Array
  /** (k, P) */
  readonly parameters: Genome
}

/**
 * Packs what genomes are made from, as it is now: the strategy goes on with it, and what Redis loses is sent again later.
 * @param unit the bytes of a genome
 */
export function packVectors(shared: SharedVectors, unit: number): Parcel {
  const copies = Object.entries(shared).map(([name, vector]) => [name, vector.slice()] as const)
  return pack(Object.fromEntries(copies), unit)
}
