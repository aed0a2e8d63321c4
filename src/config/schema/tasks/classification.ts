import { classificationLosses } from '../../../tasks/supervised/classification.ts'
import type { DataOptions } from '../../../tasks/supervised/data/options.ts'
import type { Shape } from '../field.ts'
import { classTarget, dataSchema } from './data.ts'
import { batchSchema, lossSchema, type SamplesConfig } from './samples.ts'

/** Which of several classes a sample belongs to. */
export interface ClassificationConfig extends SamplesConfig {
  readonly kind: 'classification'
  readonly data: DataOptions
}

export const classificationShape: Shape<Omit<ClassificationConfig, 'kind'>> = {
  data: dataSchema('classes', classTarget).describe('where the samples come from: a file or a generator'),
  loss: lossSchema(classificationLosses),
  batch: batchSchema,
}
