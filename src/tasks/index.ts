import { type ClassificationOptions, createClassification } from './supervised/classification.ts'
import type { TaskContext } from './supervised/data/options.ts'
import { createImage, type ImageOptions } from './supervised/image.ts'
import { createRegression, type RegressionOptions } from './supervised/regression.ts'
import type { Task } from './task.ts'

/** One kind of task. */
export interface TaskKind<Options> {
  /**
   * @param options checked
   * @throws InputError for data that cannot be learnt from
   */
  create(options: Options, context: TaskContext): Task
}

export const tasks: {
  readonly classification: TaskKind<ClassificationOptions>
  readonly regression: TaskKind<RegressionOptions>
  readonly image: TaskKind<ImageOptions>
} = {
  classification: { create: createClassification },
  regression: { create: createRegression },
  image: { create: createImage },
}
