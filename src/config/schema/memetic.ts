import type { z } from 'zod'
import type { DescentOptions } from '../../backprop/options.ts'
import type { LearningOptions } from '../../evaluation/learning.ts'
import { integer, mapping, number, word } from './field.ts'
import { batchSizeSchema, learningRateSchema, optimizerSchema, withLearningRate } from './gradient.ts'

/** Gradient steps within the evolution. */
export type MemeticConfig = Omit<LearningOptions, 'descent'> &
  Pick<DescentOptions, 'optimizer' | 'learningRate' | 'batchSize'>

type Given = Omit<MemeticConfig, 'learningRate'> & { readonly learningRate?: number | undefined }

export const memeticSchema: z.ZodType<MemeticConfig> = mapping<Given>({
  every: integer({ min: 1 })
    .default(1)
    .describe('generations from one in which individuals learn to the next'),
  fraction: number({ above: 0, max: 1 }).default(0.1).describe('share of the individuals that learn'),
  steps: integer({ min: 1, max: 1_000_000 }).default(10).describe('gradient steps that each of them takes'),
  mode: word<MemeticConfig['mode']>(['lamarckian', 'baldwinian'])
    .default('lamarckian')
    .describe(
      'lamarckian: what was learnt goes into the genome; baldwinian: it counts for the fitness alone',
    ),
  select: word<MemeticConfig['select']>(['best', 'random'])
    .default('best')
    .describe('who learns: the best of the generation, or any'),
  optimizer: optimizerSchema('adam')
    .prefault('adam' as never)
    .describe('how weights follow the gradient'),
  learningRate: learningRateSchema().optional(),
  batchSize: batchSizeSchema,
}).transform(withLearningRate) as unknown as z.ZodType<MemeticConfig>
