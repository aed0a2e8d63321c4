import type { Issue } from '../errors.ts'
import type { Fitness, FitnessContext, FitnessNetwork, SharedArrays } from './custom/fitness.ts'
import type { EpisodeTrace } from './episode-trace.ts'
import type { KeptFile } from './kept-file.ts'
import type { Task } from './task.ts'

/** The surroundings that a task is created in. */
export interface TaskContext {
  /** Where relative paths start. */
  readonly directory: string
  /** Seed of the split and of generated data; unsigned 32 bits. */
  readonly seed: number
  /** Threads that score. Code of the user is loaded in process only if there are none. Default: 0. */
  readonly workers?: number
  /** What a caller of the library gives to a task beside its options. */
  readonly given?: GivenParts | undefined
  /** Called with each line that the user's code prints while the task is created. */
  readonly onLog?: (line: string) => void
}

/** The parts of a task that cannot stand in a config. */
export interface GivenParts {
  /** A fitness as an object, instead of a module. */
  readonly fitness?: Fitness | undefined
  /** Arrays that the fitness reads. */
  readonly shared?: SharedArrays | undefined
}

/** The shares of its samples that a task keeps out of training. */
export interface Split {
  /** A share of the samples, in [0, 1). */
  readonly validation: number
  /** The same. */
  readonly test: number
  /** The config mapping with these options: `task.data`. */
  readonly field: string
}

/** Checks that a split leaves samples for training. Returns the issue, or undefined. */
export function checkSplit({ validation, test, field }: Split): Issue | undefined {
  if (validation + test < 1) return undefined
  // In float64, 1 - 0.9 is 0.09999999999999998.
  const rest = Number((1 - validation).toPrecision(12))
  return {
    field: `${field}.test`,
    expected: `less than ${rest}, the share that validation leaves`,
    found: String(test),
  }
}

/**
 * One kind of task: all that the rest of the program needs to know about its options.
 * @typeParam Options as checked by the config's schema, except that defaults may be missing
 */
export interface TaskKind<Options> {
  /** @throws InputError for data that cannot be learnt */
  create(options: Options, context: TaskContext): Task | Promise<Task>
  /** The files that the task reads, relative to the config, by the names of their hashes in `run.json`. */
  sources(options: Options): Readonly<Record<string, string>>
  /** SHA-256 of a source, absolute path; default: that of the file's bytes. */
  hash?(file: string): string
  /**
   * The same options as a run folder holds them: with the path of each of these files replaced, and with the name of the
   * kept file in place of what it keeps.
   */
  relocated<Given extends Options>(options: Given, to: (file: string) => string): Given
  /** Null for a task without samples. */
  split(options: Options): Split | null
  /** What the options hold that a run folder keeps as a file; null for nothing, as by default. */
  kept?(options: Options): KeptFile | null
  /**
   * Plays an episode and keeps its steps; absent for tasks whose episodes have none that the program knows.
   * @param context of the episode
   */
  trace?(options: Options, network: FitnessNetwork, context: Pick<FitnessContext, 'random'>): EpisodeTrace
}
