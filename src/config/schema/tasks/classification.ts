import type { LossName } from '../../../model/losses.ts'
import { classificationLosses } from '../../../tasks/supervised/classification.ts'
import type { ClassData } from '../../../tasks/supervised/data/options.ts'
import type { Shape } from '../field.ts'
import { classTarget, dataSchema } from './data.ts'
import { batchSchema, lossSchema, type SamplesConfig } from './samples.ts'

/** Which of several classes a sample belongs to. */
export interface ClassificationConfig extends SamplesConfig<LossName> {
  readonly kind: 'classification'
  readonly data: ClassData
}

export const classificationShape: Shape<Omit<ClassificationConfig, 'kind'>> = {
  data: dataSchema<ClassData>('classes', classTarget).describe(
    'where the samples come from: a file or a generator',
  ),
  loss: lossSchema(classificationLosses),
  batch: batchSchema,
}
