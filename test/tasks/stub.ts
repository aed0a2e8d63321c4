import type { Task } from '../../src/tasks/task.ts'

/** A task without samples and without a network, of which more is better. */
export function stubTask(more: Partial<Task> = {}): Task {
  return {
    kind: 'balance',
    direction: 'maximize',
    fitnessName: 'return',
    network: null,
    genome: null,
    supervised: null,
    custom: null,
    view: null,
    notes: [],
    ...more,
  }
}
