import { InputError } from '../errors.ts'
import type { NetworkSpec, Supervised, Task } from './task.ts'

/**
 * The supervised part of a task with samples.
 * @param field the config key that needs it: `memetic`
 * @param hint what to do if the task has no samples
 * @throws InputError for a task without samples
 */
export function supervisedOf({ kind, supervised }: Task, field: string, hint?: string): Supervised {
  if (supervised !== null) return supervised
  const found = `the task ${kind}, which has none`
  throw new InputError({ field, expected: 'a task with samples', found, hint })
}

/**
 * What a task requires of a network.
 * @param field the config key that needs it
 * @throws InputError for a task whose genome is not a network's
 */
export function networkOf({ kind, network }: Task, field: string): NetworkSpec {
  if (network !== null) return network
  const found = `the task ${kind}, whose genome is not a network's`
  throw new InputError({ field, expected: 'a task for a network', found })
}
