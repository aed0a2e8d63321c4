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
  /** From 0. */
  readonly generation: number
  readonly individual: number
  /** The cost above which it cannot become a parent; null or absent if unknown. */
  readonly threshold?: number | null
  /** The number of episodes; absent: that of the task. */
  readonly episodes?: number
  /** The generation whose random numbers its episodes use; absent: its own. */
  readonly drawn?: number
  /** Called when an evaluation of it begins, so that its time is measured from there. */
  readonly begun?: (() => void) | undefined
  /** Called with the fitness of each episode that has one. */
  readonly played?: (fitness: number) => void
}

/**
 * Scores one individual with a slot's own scratch. Coordinator and threads use this same code. The same genome
 * at the same position gives the same bits on any thread.
 */
export interface Scorer {
  /** The most individuals that `scoreTogether` takes; 1 without it. */
  readonly together: number
  /** True once a score has depended on random numbers of its generation. */
  readonly noisy: boolean
  /**
   * Prepares the scorer, before its first individual.
   * @throws EvolveError if it cannot score anything
   */
  ready(): Promise<void>
  /** @param genome (P) a view of the memory */
  score(genome: Genome, at: ScoredAt): Score | Failure | Promise<Score | Failure>
  /** Scores several individuals at once: one outcome each, in their order. */
  scoreTogether?(
    genomes: readonly Genome[],
    ats: readonly ScoredAt[],
  ): (Score | Failure)[] | Promise<(Score | Failure)[]>
}

/** True if an individual has no fitness. */
export function isFailure(outcome: Score | Failure): outcome is Failure {
  return 'message' in outcome
}
