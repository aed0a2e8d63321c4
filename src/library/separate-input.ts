import { fileURLToPath } from 'node:url'
import { keptStartName } from '../config/build/start.ts'
import type { ConfigInput, SavedNetwork } from '../config/input.ts'
import { type SeparatedTask, separateTask } from '../tasks/custom/inline.ts'

/** A config that could stand in a file, and what could not. */
export interface SeparatedInput extends Omit<SeparatedTask, 'task'> {
  readonly config: ConfigInput
  /** The text of the model file of a network that the run starts from; undefined unless it was given as an object. */
  readonly start: string | undefined
}

/**
 * Takes out of a config what cannot stand in a file: a fitness that is an object with functions, arrays to share, and a network
 * to start from.
 * @throws InputError for a fitness beside a module
 */
export function separateInput(input: ConfigInput): SeparatedInput {
  const given: unknown = (input as Partial<ConfigInput> | null)?.task
  const { task, ...rest } = separateTask(given)
  const config = task === given ? input : { ...input, task: task as ConfigInput['task'] }
  return { ...rest, ...separateStart(config) }
}

function separateStart(config: ConfigInput): Pick<SeparatedInput, 'config' | 'start'> {
  const from: unknown = (config as Partial<ConfigInput> | null)?.from
  const isSource = from instanceof URL || isNetwork(from)
  const whole = isSource ? { model: from } : from
  const model: unknown = typeof whole === 'object' && whole !== null && 'model' in whole ? whole.model : null
  const named = (name: string): ConfigInput => ({ ...config, from: { ...(whole as object), model: name } })
  if (model instanceof URL && model.protocol === 'file:')
    return { config: named(fileURLToPath(model)), start: undefined }
  if (isNetwork(model)) return { config: named(keptStartName), start: model.toString() }
  return { config, start: undefined }
}

/** Whether a value is a `TrainedModel`, also of another copy of the package. */
function isNetwork(value: unknown): value is SavedNetwork {
  return typeof value === 'object' && value !== null && 'signature' in value && 'parameters' in value
}
