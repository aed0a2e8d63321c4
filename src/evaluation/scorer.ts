import type { Genome } from '../random/genome.ts'
import type { Metrics } from '../tasks/task.ts'
import type { Failure } from './faults.ts'

/** What an individual is worth. */
export interface Score {
  /** In the task's direction; NaN counts as a failure. */
  readonly fitness: number
  /** ≥ 0: by how much it breaks the task's constraints; 0 where it keeps them all. */
  readonly violation: number
  /** Figures beside the fitness. */
  readonly metrics?: Metrics
  /** What it does, as numbers, for strategies that look for new behaviour. */
  readonly behaviour?: readonly number[]
}

/** Which individual of a run. */
export interface ScoredAt {
  readonly generation: number
  readonly individual: number
}

/**
 * Gives one individual its fitness, on a slot's own scratch: the one code path of coordinator and threads. The same
 * genome at the same place gives the same bits, whoever scores it.
 */
export interface Scorer {
  /** @param genome (P) a view of the memory */
  score(genome: Genome, at: ScoredAt): Score | Failure | Promise<Score | Failure>
}

/** Whether an individual has no fitness. */
export function isFailure(outcome: Score | Failure): outcome is Failure {
  return 'message' in outcome
}
