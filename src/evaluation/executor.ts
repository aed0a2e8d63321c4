import type { Failure } from './faults.ts'
import type { FleetFigures } from './fleet-figures.ts'
import type { Job } from './job.ts'
import type { Score } from './scorer.ts'

/** The parts of a score beside the two numbers in memory. */
export type ScoreDetails = Pick<Score, 'metrics' | 'behaviour'>

/** The result of a job beside fitness and violation, which are in memory by row. */
export interface Outcomes {
  /** Ascending by row. */
  readonly failures: readonly Failure[]
  /** By row; rows without details are absent. */
  readonly details: ReadonlyMap<number, ScoreDetails>
  /** True if a score has depended on random numbers of its generation. */
  readonly noisy: boolean
}

/** The outcomes of no item. */
export const noOutcomes: Outcomes = { failures: [], details: new Map(), noisy: false }

/** The items `from` … `to` - 1 of a job. */
export interface Items {
  readonly from: number
  readonly to: number
}

/** Runs jobs in process or on threads. The place changes no bit of the results. */
export interface Executor {
  /**
   * Runs items of a job and writes fitness and violation to memory. Run one job at a time.
   * @throws EvolveError if nothing can be scored: the user's code does not load, or fails in its setup
   */
  run(job: Job, items: Items): Promise<Outcomes>
  /** How many items of the job under way are finished. It may be read at any time. */
  readonly finished: number
  /** (workers) milliseconds that each thread has worked so far; undefined if no thread was started. */
  readonly busyMs: Float64Array | undefined
  /** What other machines have done so far; absent if there are none. */
  readonly fleet?: FleetFigures | undefined
  /** From now on, a job that nobody does ends with `Interrupted` once the signal is aborted. Absent where that cannot be. */
  heed?(signal: AbortSignal | undefined): void
  /** Ends the threads. A job that they are doing fails with `Interrupted`. A second call has no effect. */
  close(): Promise<void>
}

/** Merges the outcomes of two parts of a job. */
export function joinOutcomes(first: Outcomes, second: Outcomes): Outcomes {
  return {
    failures: [...first.failures, ...second.failures].sort((a, b) => a.individual - b.individual),
    details: new Map([...first.details, ...second.details]),
    noisy: first.noisy || second.noisy,
  }
}
