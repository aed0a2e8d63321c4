import type { GenerationPlan } from '../strategies/strategy.ts'

/** What is done with the individuals of a generation, one item each. */
export type Job = {
  readonly generation: number
  /** What an item costs, in scorings. */
  readonly charge: number
} & (
  | {
      /** Makes a row of the plan and scores it; an item is a row. */
      readonly kind: 'score'
      readonly plan: GenerationPlan
    }
  | {
      /** Lets a row learn; an item is a place in the list of rows. */
      readonly kind: 'learn'
      /** Ascending or not, each row once. */
      readonly rows: Uint32Array
    }
)

/** The row that an item of a job is about. */
export function rowOf(job: Job, item: number): number {
  return job.kind === 'score' ? item : job.rows[item]!
}
