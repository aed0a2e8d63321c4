import { z } from 'zod'
import type { LossName } from '../../../model/losses.ts'
import type { ClassWeight, ClassWeights } from '../../../tasks/supervised/class-weights.ts'
import { classificationLosses } from '../../../tasks/supervised/classification.ts'
import type { ClassData } from '../../../tasks/supervised/data/options.ts'
import { entriesOf } from '../../mapping.ts'
import { mapping, number, type Shape, word } from '../field.ts'
import { classTarget, dataSchema } from './data.ts'
import { batchSchema, lossSchema, type SamplesConfig } from './samples.ts'

/** Which of several classes a sample belongs to. */
export interface ClassificationConfig extends SamplesConfig<LossName> {
  readonly kind: 'classification'
  readonly data: ClassData
  /** Absent: all samples count alike. */
  readonly classWeights?: ClassWeights | undefined
}

/** Within this range, losses times a weight and sums of them are far from the ends of float32. */
const weight = number({ min: 1e-6, max: 1e6 })
const name = z
  .union([z.string(), z.number(), z.boolean()], { error: 'the name of a class' })
  .transform(String)

/** By name or as a list; it becomes a list, since class names are any words. */
const classWeightsSchema: z.ZodType<ClassWeights> = z.preprocess(
  byName,
  z.union(
    [
      word(['balanced']),
      z
        .map(z.string(), weight)
        .transform((weights) => [...weights].map(([name, weight]) => ({ name, weight }))),
      z.array(
        mapping<ClassWeight>({
          name: name.describe('a class, as the data names it'),
          weight: weight.describe('how much each of its samples counts'),
        }),
      ),
    ],
    { error: 'balanced, a mapping from classes to weights, or a list of weights with a name each' },
  ),
)

function byName(value: unknown): unknown {
  const entries = entriesOf(value)
  return entries === undefined ? value : new Map(entries.map(([key, weight]) => [String(key), weight]))
}

export const classificationShape: Shape<Omit<ClassificationConfig, 'kind'>> = {
  data: dataSchema<ClassData>('classes', classTarget).describe(
    'where the samples come from: a file or a generator',
  ),
  loss: lossSchema(classificationLosses),
  classWeights: classWeightsSchema
    .optional()
    .describe('how much the samples of each class count in the loss; default: all alike'),
  batch: batchSchema,
}
