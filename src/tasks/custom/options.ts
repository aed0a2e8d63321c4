import type { Aggregate } from './aggregate.ts'

/**
 * Who gets which random numbers. common: the same for all individuals of a generation; own: for each its own; fixed: the same for
 * all individuals of all generations, so that a fitness that uses them is not noisy.
 */
export type Randomness = 'common' | 'own' | 'fixed'

/** The options of a fitness of the user's own. */
export interface CustomOptions {
  /** The file of the module, relative to the config; `inline` for a fitness given as an object. */
  readonly module: string
  /** The name of the export. */
  readonly export: string
  /** Passed to the fitness, checked by its own defaults or schema. */
  readonly options: unknown
  /** Evaluations of an individual, each with random numbers of its own. */
  readonly episodes: number
  readonly aggregate: Aggregate
  readonly randomness: Randomness
  /** Longest time of one evaluation, seconds. */
  readonly deadline: number
  /** The most ticks of an evaluation; null for no limit. */
  readonly budget: number | null
  /** On how many new workers an individual is tried that ends them. */
  readonly attempts: number
  /** The share of failures, twice in succession, that ends the run. */
  readonly failures: number
  readonly champion: ElectionOptions
  /** Evaluate in processes instead of threads. */
  readonly isolate: boolean
  /** Limit of a worker's heap, MiB; null for the default of Node.js. */
  readonly heap: number | null
}

/** How the champion of a noisy fitness is chosen at the end. */
export interface ElectionOptions {
  /** How many of the best are evaluated again. */
  readonly candidates: number
  /** On how many fresh episodes. */
  readonly episodes: number
}

/** Loading and setting up a fitness may take this much longer than its deadline, milliseconds. */
export const extraSetupMs = 10_000

/** The module of a fitness that is given as an object. */
export const inlineModule = 'inline'

export const customDefaults: Omit<CustomOptions, 'module' | 'options'> = {
  export: 'default',
  episodes: 1,
  aggregate: 'mean',
  randomness: 'common',
  deadline: 60,
  budget: null,
  attempts: 1,
  failures: 0.5,
  champion: { candidates: 5, episodes: 100 },
  isolate: false,
  heap: null,
}
