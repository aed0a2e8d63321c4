import { checkResult } from '../../../tasks/custom/result.ts'
import type { Candidate } from './candidate.ts'
import type { EvaluationContext } from './context.ts'
import type { Subject } from './subject.ts'

/** An episode that a candidate plays: its number, and how many there are. */
export interface EpisodePart {
  readonly candidate: Candidate
  readonly index: number
  readonly count: number
}

/** One evaluation: an episode of a candidate. */
export interface EpisodeTrial {
  readonly candidate: Candidate
  readonly context: EvaluationContext
  readonly subject: Subject
}

/** Whether a result can be taken as it is. */
export function usable({ subject, context }: EpisodeTrial, result: unknown): boolean {
  if (subject.changed() || context.ended !== null) return false
  try {
    checkResult(result)
    return true
  } catch {
    return false
  }
}

/** The results of a batch; null if they are no list. */
export function listOf(results: unknown): readonly unknown[] | null {
  if (Array.isArray(results)) return results
  return ArrayBuffer.isView(results) ? Array.from(results as Float64Array) : null
}

export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<T>).then === 'function'
}
