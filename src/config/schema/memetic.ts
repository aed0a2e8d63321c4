import type { z } from 'zod'
import type { LearningOptions } from '../../evaluation/learning/options.ts'
import type { DescentOptions } from '../../gradient/options.ts'
import { integer, mapping, number, word } from './field.ts'
import { batchSizeSchema, learningRateSchema, optimizerSchema } from './gradient.ts'

/** Gradient steps during the evolution. */
export type MemeticConfig = Omit<LearningOptions, 'descent'> &
  Pick<DescentOptions, 'optimizer' | 'learningRate' | 'batchSize'>

export const memeticSchema: z.ZodType<MemeticConfig> = mapping<MemeticConfig>({
  every: integer({ min: 1 }).default(1).describe('individuals learn in every n-th generation'),
  fraction: number({ above: 0, max: 1 }).default(0.1).describe('share of the individuals that learn'),
  steps: integer({ min: 1, max: 1_000_000 }).default(10).describe('gradient steps of each of them'),
  mode: word<MemeticConfig['mode']>(['lamarckian', 'baldwinian'])
    .default('lamarckian')
    .describe('lamarckian: learnt weights replace the genome; baldwinian: they only count for the fitness'),
  select: word<MemeticConfig['select']>(['best', 'random'])
    .default('best')
    .describe('which individuals learn: the best of the generation or random ones'),
  optimizer: optimizerSchema('adam')
    .prefault('adam' as never)
    .describe('how gradients change the weights'),
  // Higher than usual, since there are only a few steps.
  learningRate: learningRateSchema().default(0.01),
  batchSize: batchSizeSchema,
})
