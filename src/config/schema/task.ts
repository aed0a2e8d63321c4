import type { z } from 'zod'
import { type LossName, losses } from '../../network/losses.ts'
import type { DataOptions } from '../../tasks/data/options.ts'
import { regressionLosses } from '../../tasks/regression.ts'
import { classTarget, dataSchema, numberTargets } from './data.ts'
import { integer, kinds, word } from './field.ts'

interface DatasetTaskConfig<Kind> {
  readonly kind: Kind
  readonly data: DataOptions
  readonly loss: LossName
  /** Samples that each generation is scored on, drawn afresh; absent: all. */
  readonly batch?: number | undefined
}

/** What is to be learnt. */
export type TaskConfig = DatasetTaskConfig<'classification'> | DatasetTaskConfig<'regression'>

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
})
