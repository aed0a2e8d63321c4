import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Aggregate } from '../../../tasks/custom/aggregate.ts'
import type { Fitness, SharedArrays } from '../../../tasks/custom/fitness.ts'
import {
  type CustomOptions,
  customDefaults,
  type ElectionOptions,
  type Randomness,
} from '../../../tasks/custom/options.ts'
import type { Draft } from '../../draft.ts'
import { flag, integer, mapping, number, type Shape, text, word } from '../field.ts'
import { noBatch } from './samples.ts'

/** A fitness of the user's own. */
export interface CustomConfig extends CustomOptions {
  readonly kind: 'custom'
  /** Never given: such a task has no samples. */
  readonly batch?: undefined
}

/** What a module does not have, but a call of the library may give. */
interface LibraryParts {
  /** Arrays that the fitness reads in all workers, as `context.shared`. */
  readonly shared?: SharedArrays
}

/** No fitness. Naming its keys lets the compiler tell a network's fitness from that of a vector. */
export interface NoFitness {
  readonly inputs?: undefined
  readonly outputs?: undefined
  readonly genome?: undefined
  readonly evaluate?: undefined
  readonly evaluateBatch?: undefined
  readonly evaluateEpisodes?: undefined
}

/** A fitness of one's own in the library: the URL or path of its module, or the fitness itself. */
export type CustomInput = LibraryParts &
  Draft<Omit<CustomConfig, 'kind' | 'module' | 'options'>> & { readonly kind: 'custom' } & (
    | ({ readonly module: string | URL; readonly options?: unknown } & NoFitness)
    | Fitness
  )

export const election: z.ZodType<ElectionOptions> = mapping<ElectionOptions>({
  candidates: integer({ min: 1, max: 1000 })
    .default(customDefaults.champion.candidates)
    .describe('how many of the best are evaluated again'),
  episodes: integer({ min: 1, max: 1_000_000 })
    .default(customDefaults.champion.episodes)
    .describe('on how many fresh episodes'),
})

export const aggregate: z.ZodType<Aggregate> = word<Aggregate>(['mean', 'min', 'median', 'cvar'])
  .default(customDefaults.aggregate)
  .describe('how episodes become a fitness; min: the worst; cvar: the mean of the worst quarter')

export const randomness: z.ZodType<Randomness> = word<Randomness>(['common', 'own', 'fixed'])
  .default(customDefaults.randomness)
  .describe(
    'common: all individuals of a generation get the same random numbers; own: each gets its own; fixed: all of the run get ' +
      'the same',
  )

export const customShape: Shape<Omit<CustomConfig, 'kind'>> = {
  module: z
    .preprocess(
      (value) => (value instanceof URL && value.protocol === 'file:' ? fileURLToPath(value) : value),
      text('the name of a module file, or its file URL', /\S/),
    )
    .describe('.ts, .mts, .js or .mjs, relative to the config'),
  export: text('the name of an export')
    .default(customDefaults.export)
    .describe('the export that is the fitness'),
  options: z
    .any()
    .default({})
    .describe('given to the fitness, which checks it by its own defaults or schema'),
  episodes: integer({ min: 1, max: 1_000_000 })
    .default(customDefaults.episodes)
    .describe('evaluations for each individual, each with random numbers of its own'),
  aggregate,
  randomness,
  deadline: number({ above: 0, max: 1_000_000 })
    .default(customDefaults.deadline)
    .describe('seconds that one evaluation may take; then it is ended and the individual fails'),
  budget: number({ above: 0 })
    .nullable()
    .default(customDefaults.budget)
    .describe('ticks that one evaluation may use; null: no limit'),
  attempts: integer({ min: 1, max: 100 })
    .default(customDefaults.attempts)
    .describe(
      'on how many new workers an individual is tried that ends them; those that have scored others before do not count',
    ),
  failures: number({ min: 0, max: 1 })
    .default(customDefaults.failures)
    .describe('the run ends if more than this share of two generations in succession fails, or all'),
  champion: election.prefault({}).describe('how the champion of a noisy fitness is chosen at the end'),
  isolate: flag()
    .default(customDefaults.isolate)
    .describe('evaluate in processes instead of threads, for code that may end its process'),
  heap: integer({ min: 16, max: 1_000_000 })
    .nullable()
    .default(customDefaults.heap)
    .describe('limit of the heap of a worker, MiB; null: that of Node.js'),
  batch: noBatch,
}
