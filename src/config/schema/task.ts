import type { z } from 'zod'
import { type LossName, losses } from '../../model/losses.ts'
import type { DataOptions } from '../../tasks/supervised/data/options.ts'
import { regressionLosses } from '../../tasks/supervised/regression.ts'
import { classTarget, dataSchema, numberTargets } from './data.ts'
import { integer, kinds, word } from './field.ts'
import { type ImageTaskConfig, imageShape } from './image.ts'

interface DatasetTaskConfig<Kind> {
  readonly kind: Kind
  readonly data: DataOptions
  readonly loss: LossName
  /** Samples that each generation is scored on, drawn afresh; absent: all. */
  readonly batch?: number | undefined
}

/** What is to be learnt. */
export type TaskConfig =
  | DatasetTaskConfig<'classification'>
  | DatasetTaskConfig<'regression'>
  | ImageTaskConfig

const batch = integer({ min: 1 })
  .optional()
  .describe('score each generation on so many samples drawn afresh, the same for all; default: on all')

const loss = (fallback: LossName, names: readonly LossName[]): z.ZodType<LossName> =>
  word(names).default(fallback).describe('what training minimizes')

export const taskSchema: z.ZodType<TaskConfig> = kinds<TaskConfig>({
  classification: {
    data: dataSchema('classes', classTarget).describe('where the samples come from: a file or a generator'),
    loss: loss('cross-entropy', Object.keys(losses) as LossName[]),
    batch,
  },
  regression: {
    data: dataSchema('numbers', numberTargets).describe('where the samples come from: a file or a generator'),
    loss: loss('mse', regressionLosses),
    batch,
  },
  image: imageShape(batch),
})

/** The file that a task learns from, relative to the config; null for a generator. */
export function sourceFile(task: TaskConfig): string | null {
  if (task.kind === 'image') return task.file
  return 'file' in task.data ? task.data.file : null
}

/** A task that has one, with another in its place. */
export function withSourceFile(task: TaskConfig, file: string): TaskConfig {
  if (task.kind === 'image') return { ...task, file }
  return { ...task, data: { ...task.data, file } } as TaskConfig
}
