import type { Direction } from '../../math/direction.ts'
import type { RunStatus } from './record.ts'

/**
 * How a run stands: `broken off` ended without a word, by a kill or a power failure; `damaged` cannot be read.
 */
export type ListedStatus = RunStatus | 'broken off' | 'damaged'

/** A run of a folder of runs, or several trainings of one command, as far as its files tell. Null where they do not. */
export interface ListedRun {
  /** As the reader sees it. */
  readonly folder: string
  /** The name of its folder. */
  readonly name: string
  readonly kind: 'run' | 'repeats' | 'compare'
  readonly status: ListedStatus
  /** Why it ended: a criterion of `stop`, such as `target`. */
  readonly reason: string | null
  /** Whether `evolve resume` can go on with it. */
  readonly resumable: boolean
  /** The process that works on it; null if there is none. */
  readonly process: { readonly pid: number; readonly host: string } | null
  /** ISO 8601. */
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** Of several trainings the first one. */
  readonly seed: number | null
  /** Such as `classification`. */
  readonly task: string | null
  /** Such as `ga`; of a comparison the contestant with the best median. */
  readonly strategy: string | null
  readonly fitnessName: string | null
  readonly direction: Direction | null
  /** The champion's fitness, in the task's own direction. Of several trainings this and what follows are medians. */
  readonly fitness: number | null
  readonly validation: number | null
  readonly generations: number | null
  readonly evaluations: number | null
  readonly elapsedMs: number | null
  /** Null for a single run. */
  readonly trainings: ListedTrainings | null
  /** Why it failed, or what cannot be read. */
  readonly error: string | null
}

/** How many trainings a command has. */
export interface ListedTrainings {
  readonly planned: number
  readonly done: number
  /** 1 for repeats. */
  readonly contestants: number
}
