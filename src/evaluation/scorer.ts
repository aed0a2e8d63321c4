import type { Genome } from '../random/genome.ts'
import type { Metrics } from '../tasks/task.ts'
import type { Failure } from './faults.ts'

/** The score of an individual. */
export interface Score {
  /** In the task's direction; NaN counts as a failure. */
  readonly fitness: number
  /** ≥ 0: by how much it breaks the task's constraints; 0 if it satisfies them all. */
  readonly violation: number
  /** Figures beside the fitness. */
  readonly metrics?: Metrics
  /** Its behaviour as numbers, for strategies that search for new behaviour. */
  readonly behaviour?: readonly number[]
}

/** The position of an individual in a run. */
export interface ScoredAt {
  readonly generation: number
  readonly individual: number
}

/**
 * Scores one individual with a slot's own scratch. Coordinator and threads use this same code. The same genome
 * at the same position gives the same bits on any thread.
 */
export interface Scorer {
  /** @param genome (P) a view of the memory */
  score(genome: Genome, at: ScoredAt): Score | Failure | Promise<Score | Failure>
}

/** True if an individual has no fitness. */
export function isFailure(outcome: Score | Failure): outcome is Failure {
  return 'message' in outcome
}
