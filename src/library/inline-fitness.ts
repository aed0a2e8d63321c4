import type { ConfigInput } from '../config/schema.ts'
import { InputError } from '../errors.ts'
import type { Fitness, SharedArrays } from '../tasks/custom/fitness.ts'
import { inlineModule } from '../tasks/custom/options.ts'
import type { GivenParts } from '../tasks/kind.ts'

/** The keys of a fitness. `options` is one of them if it is a schema, else it holds the options themselves. */
const fitnessKeys: readonly string[] = [
  ...['inputs', 'outputs', 'outputActivation', 'inputNames', 'outputNames', 'genome'],
  ...['direction', 'fitnessName', 'share', 'setup', 'teardown', 'evaluate', 'evaluateBatch', 'draw'],
]

/** A config that could stand in a file, and what could not. */
export interface SeparatedInput {
  readonly config: ConfigInput
  readonly given: GivenParts
  /** Whether the fitness is an object, which only this process has. */
  readonly inline: boolean
}

/**
 * Takes out of a config what cannot stand in a file: a fitness that is an object with functions, and arrays to share.
 * @throws InputError for a fitness beside a module
 */
export function separateFitness(input: ConfigInput): SeparatedInput {
  const task: unknown = (input as Partial<ConfigInput> | null)?.task
  const plain = { config: input, given: {}, inline: false }
  if (typeof task !== 'object' || task === null || !('kind' in task) || task.kind !== 'custom') return plain
  const { shared, ...rest } = task as { readonly shared?: SharedArrays; readonly kind: 'custom' }
  const inline = 'evaluate' in rest || 'evaluateBatch' in rest
  if (!inline) return { config: withTask(input, rest), given: { shared }, inline }
  if ('module' in rest) {
    throw new InputError({ field: 'task', expected: 'either a module or functions', found: 'both' })
  }
  const entries = Object.entries(rest)
  const ofFitness = ([key, value]: readonly [string, unknown]): boolean =>
    fitnessKeys.includes(key) || (key === 'options' && isSchema(value))
  const fitness = Object.fromEntries(entries.filter(ofFitness)) as unknown as Fitness
  const options = Object.fromEntries(entries.filter((entry) => !ofFitness(entry)))
  return { config: withTask(input, { ...options, module: inlineModule }), given: { fitness, shared }, inline }
}

function withTask(input: ConfigInput, task: object): ConfigInput {
  return { ...input, task: task as ConfigInput['task'] }
}

function isSchema(value: unknown): boolean {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value
}
