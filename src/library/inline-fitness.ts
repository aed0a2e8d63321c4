import type { ConfigInput } from '../config/input.ts'
import { type SeparatedTask, separateTask } from '../tasks/custom/inline.ts'

/** A config that could stand in a file, and what could not. */
export interface SeparatedInput extends Omit<SeparatedTask, 'task'> {
  readonly config: ConfigInput
}

/**
 * Takes out of a config what cannot stand in a file: a fitness that is an object with functions, and arrays to share.
 * @throws InputError for a fitness beside a module
 */
export function separateFitness(input: ConfigInput): SeparatedInput {
  const given: unknown = (input as Partial<ConfigInput> | null)?.task
  const { task, ...rest } = separateTask(given)
  return { ...rest, config: task === given ? input : { ...input, task: task as ConfigInput['task'] } }
}
