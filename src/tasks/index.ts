import type { TaskContext, TaskKind } from './kind.ts'
import { type ClassificationOptions, classification } from './supervised/classification.ts'
import { type ImageOptions, image } from './supervised/image.ts'
import { type RegressionOptions, regression } from './supervised/regression.ts'
import type { Task } from './task.ts'

/** The options of any kind of task. */
export type TaskOptions =
  | ({ readonly kind: 'classification' } & ClassificationOptions)
  | ({ readonly kind: 'regression' } & RegressionOptions)
  | ({ readonly kind: 'image' } & ImageOptions)

export const tasks: {
  readonly classification: TaskKind<ClassificationOptions>
  readonly regression: TaskKind<RegressionOptions>
  readonly image: TaskKind<ImageOptions>
} = { classification, regression, image }

/** The registry entry for the kind of the options. */
export function taskKind({ kind }: TaskOptions): TaskKind<TaskOptions> {
  // Each kind only ever gets options of its own kind.
  return tasks[kind] as unknown as TaskKind<TaskOptions>
}

/**
 * The task that the options describe.
 * @throws InputError for data that cannot be learnt
 */
export function createTask(options: TaskOptions, context: TaskContext): Task {
  return taskKind(options).create(options, context)
}
