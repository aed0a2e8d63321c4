import type { DataOptions } from '../../../tasks/supervised/data/options.ts'
import { regressionLosses } from '../../../tasks/supervised/regression.ts'
import type { Shape } from '../field.ts'
import { dataSchema, numberTargets } from './data.ts'
import { batchSchema, lossSchema, type SamplesConfig } from './samples.ts'

/** Which numbers belong to a sample. */
export interface RegressionConfig extends SamplesConfig {
  readonly kind: 'regression'
  readonly data: DataOptions
}

export const regressionShape: Shape<Omit<RegressionConfig, 'kind'>> = {
  data: dataSchema('numbers', numberTargets).describe('where the samples come from: a file or a generator'),
  loss: lossSchema(regressionLosses),
  batch: batchSchema,
}
