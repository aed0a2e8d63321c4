import { type BenchmarkOptions, benchmark } from './benchmark.ts'
import { type ControlOptions, control } from './control.ts'
import type { CustomOptions } from './custom/options.ts'
import { custom } from './custom.ts'
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
  | ({ readonly kind: 'custom' } & CustomOptions)
  | ({ readonly kind: 'benchmark' } & BenchmarkOptions)
  | ({ readonly kind: 'control' } & ControlOptions)

export const tasks: {
  readonly classification: TaskKind<ClassificationOptions>
  readonly regression: TaskKind<RegressionOptions>
  readonly image: TaskKind<ImageOptions>
  readonly custom: TaskKind<CustomOptions>
  readonly benchmark: TaskKind<BenchmarkOptions>
  readonly control: TaskKind<ControlOptions>
} = { classification, regression, image, custom, benchmark, control }

/** The registry entry for the kind of the options. */
export function taskKind({ kind }: TaskOptions): TaskKind<TaskOptions> {
  // Each kind only ever gets options of its own kind.
  return tasks[kind] as unknown as TaskKind<TaskOptions>
}

/**
 * The task that the options describe.
 * @throws InputError for data that cannot be learnt, and for a fitness that does not load
 */
export async function createTask(options: TaskOptions, context: TaskContext): Promise<Task> {
  return await taskKind(options).create(options, context)
}
