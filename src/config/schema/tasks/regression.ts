import type { NumberData } from '../../../tasks/supervised/data/options.ts'
import { type RegressionLoss, regressionLosses } from '../../../tasks/supervised/regression.ts'
import type { Shape } from '../field.ts'
import { dataSchema, numberTargets } from './data.ts'
import { batchSchema, lossSchema, type SamplesConfig } from './samples.ts'

/** Which numbers belong to a sample. */
export interface RegressionConfig extends SamplesConfig<RegressionLoss> {
  readonly kind: 'regression'
  readonly data: NumberData
}

export const regressionShape: Shape<Omit<RegressionConfig, 'kind'>> = {
  data: dataSchema<NumberData>('numbers', numberTargets).describe(
    'where the samples come from: a file or a generator',
  ),
  loss: lossSchema(regressionLosses),
  batch: batchSchema,
}
