import type { Genome } from '../random/genome.ts'
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
  | {
      /** Scores genomes again; an item is one of them, and its score is written to the row of that number. */
      readonly kind: 'rescore'
      /** (C, P) */
      readonly genomes: Genome
      /** (C) the row that each of them was in its generation. */
      readonly individuals: readonly number[]
      /** Fresh episodes and their number; null for those of the generation, once more. */
      readonly fresh: FreshEpisodes | null
    }
)

/** Episodes that no generation has. */
export interface FreshEpisodes {
  /** What they are measured for. */
  readonly reason: 'election' | 'target'
  readonly episodes: number
  /** The generation that their random numbers are drawn for. */
  readonly drawn: number
}

/** The row that the results of an item are written to. */
export function rowOf(job: Job, item: number): number {
  return job.kind === 'learn' ? job.rows[item]! : item
}

/** The row of an item's individual in its generation. */
export function individualOf(job: Job, item: number): number {
  return job.kind === 'rescore' ? job.individuals[item]! : rowOf(job, item)
}
