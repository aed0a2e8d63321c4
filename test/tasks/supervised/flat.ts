import { networkOf, supervisedOf } from '../../../src/tasks/capabilities.ts'
import type { Dataset } from '../../../src/tasks/supervised/dataset.ts'
import type { NetworkSpec, Supervised, Task } from '../../../src/tasks/task.ts'

/** A task of samples with all that it has side by side: what it asks of a network, its loss, its parts. */
export type FlatTask = Omit<Task, 'network' | 'supervised'> &
  NetworkSpec &
  Omit<Supervised, 'data'> &
  Dataset & { readonly task: Task }

/** @param made a task of samples, which is made at once */
export function flat(made: Task | Promise<Task>): FlatTask {
  if (made instanceof Promise) throw new TypeError('expected a task that is made at once, found a promise')
  const task = made
  const { network: _, supervised: __, ...rest } = task
  const { data, ...supervised } = supervisedOf(task, 'task')
  return { ...rest, ...networkOf(task, 'task'), ...supervised, ...data, task }
}
