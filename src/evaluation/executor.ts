import type { Failure } from './faults.ts'
import type { Job } from './job.ts'
import type { Score } from './scorer.ts'

/** What a score holds beside the two numbers that lie in memory. */
export type ScoreDetails = Pick<Score, 'metrics' | 'behaviour'>

/** What is known after a job beside fitness and violation, which lie in memory by row. */
export interface Outcomes {
  /** Ascending by row. */
  readonly failures: readonly Failure[]
  /** By row; rows without details are not in it. */
  readonly details: ReadonlyMap<number, ScoreDetails>
}

/** The items `from` … `to` - 1 of a job. */
export interface Items {
  readonly from: number
  readonly to: number
}

/** Does jobs somewhere: in process, on threads. Where it does them changes no bit of what they yield. */
export interface Executor {
  /** Does items of a job; fitness and violation go to memory. One job at a time. */
  run(job: Job, items: Items): Promise<Outcomes>
  /** (workers) milliseconds that each thread has worked so far; undefined where none was started. */
  readonly busyMs: Float64Array | undefined
  /** Ends the threads. May be called twice. */
  close(): Promise<void>
}

/** Outcomes of two parts of a job as those of the whole. */
export function joinOutcomes(first: Outcomes, second: Outcomes): Outcomes {
  return {
    failures: [...first.failures, ...second.failures].sort((a, b) => a.individual - b.individual),
    details: new Map([...first.details, ...second.details]),
  }
}
