import type { Task } from './task.ts'

/** What a task is created in. */
export interface TaskContext {
  /** Relative paths begin here. */
  readonly directory: string
  /** Of the split and of generated data; unsigned 32 bits. */
  readonly seed: number
}

/** How much of its samples a task keeps out of training. */
export interface Split {
  /** A share of the samples, in [0, 1). */
  readonly validation: number
  /** The same. */
  readonly test: number
  /** The mapping of the config that says so: `task.data`. */
  readonly field: string
}

/**
 * One kind of task: all that must be known of its options outside of it.
 * @typeParam Options as checked by the config's schema, but for defaults, which may be missing
 */
export interface TaskKind<Options> {
  /** @throws InputError for what cannot be learnt from */
  create(options: Options, context: TaskContext): Task
  /** The files that the task is made from, by what their hashes are called in `run.json`; relative to the config. */
  sources(options: Options): Readonly<Record<string, string>>
  /** The same options with every one of these files at another place. */
  relocated<Given extends Options>(options: Given, to: (file: string) => string): Given
  /** Null for a task without samples. */
  split(options: Options): Split | null
}
