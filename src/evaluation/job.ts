import type { GenerationPlan } from '../strategies/strategy.ts'

/** The work on the individuals of a generation, one item each. */
export type Job = {
  readonly generation: number
  /** The cost of an item, in scorings. */
  readonly charge: number
} & (
  | {
      /** Makes and scores rows of the plan; an item is a row. */
      readonly kind: 'score'
      readonly plan: GenerationPlan
    }
  | {
      /** Lets rows learn; an item is an index into the list of rows. */
      readonly kind: 'learn'
      /** In any order, each row once. */
      readonly rows: Uint32Array
    }
)

/** The row of an item of a job. */
export function rowOf(job: Job, item: number): number {
  return job.kind === 'score' ? item : job.rows[item]!
}
