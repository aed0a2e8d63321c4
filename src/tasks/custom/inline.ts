import { InputError } from '../../errors.ts'
import type { GivenParts } from '../kind.ts'
import type { Fitness, SharedArrays } from './fitness.ts'
import { fitnessKeys } from './load.ts'
import { inlineModule } from './options.ts'
import { isSchema } from './standard-schema.ts'

/** The options of a task that could stand in a file, and what could not. */
export interface SeparatedTask {
  readonly task: unknown
  readonly given: GivenParts
  /** Whether the fitness is an object, which only this process has. */
  readonly inline: boolean
}

/**
 * Takes out of the options of a task what cannot stand in a file: a fitness that is an object with functions, and arrays
 * to share. The options of other tasks stay as they are.
 * @throws InputError for a fitness beside a module
 */
export function separateTask(task: unknown): SeparatedTask {
  if (typeof task !== 'object' || task === null || !('kind' in task) || task.kind !== 'custom')
    return { task, given: {}, inline: false }
  const { shared, ...rest } = task as { readonly shared?: SharedArrays; readonly kind: 'custom' }
  const inline =
    'evaluate' in rest ||
    'evaluateBatch' in rest ||
    'evaluateEpisodes' in rest ||
    (!('module' in rest) && Object.keys(rest).some((key) => key !== 'options' && fitnessKeys.includes(key)))
  if (!inline) return { task: rest, given: { shared }, inline }
  if ('module' in rest) {
    throw new InputError({ field: 'task', expected: 'either a module or functions', found: 'both' })
  }
  const entries = Object.entries(rest)
  // A schema belongs to the fitness; options themselves belong to the task.
  const ofFitness = ([key, value]: readonly [string, unknown]): boolean =>
    key === 'options' ? isSchema(value) : fitnessKeys.includes(key)
  const fitness = Object.fromEntries(entries.filter(ofFitness)) as unknown as Fitness
  const options = Object.fromEntries(entries.filter((entry) => !ofFitness(entry)))
  return { task: { ...options, module: inlineModule }, given: { fitness, shared }, inline }
}
