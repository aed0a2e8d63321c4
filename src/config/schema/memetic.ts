import type { z } from 'zod'
import type { LearningOptions } from '../../evaluation/learning/options.ts'
import type { DescentOptions } from '../../gradient/options.ts'
import { integer, mapping, number, word } from './field.ts'
import { batchSizeSchema, learningRateSchema, optimizerSchema } from './gradient.ts'

/** Gradient steps within the evolution. */
export type MemeticConfig = Omit<LearningOptions, 'descent'> &
  Pick<DescentOptions, 'optimizer' | 'learningRate' | 'batchSize'>

export const memeticSchema: z.ZodType<MemeticConfig> = mapping<MemeticConfig>({
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
  // A few steps have to get somewhere.
  learningRate: learningRateSchema().default(0.01),
  batchSize: batchSizeSchema,
})
