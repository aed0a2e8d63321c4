import { networkOf, supervisedOf } from '../../../src/tasks/capabilities.ts'
import type { Dataset } from '../../../src/tasks/supervised/dataset.ts'
import type { NetworkSpec, Supervised, Task } from '../../../src/tasks/task.ts'

/** A task of samples with all that it has side by side: what it asks of a network, its loss, its parts. */
export type FlatTask = Omit<Task, 'network' | 'supervised'> &
  NetworkSpec &
  Omit<Supervised, 'data'> &
  Dataset & { readonly task: Task }

export function flat(task: Task): FlatTask {
  const { network: _, supervised: __, ...rest } = task
  const { data, ...supervised } = supervisedOf(task, 'task')
  return { ...rest, ...networkOf(task, 'task'), ...supervised, ...data, task }
}
