import { z } from 'zod'
import { commonLearningRate, type OptimiserOptions } from '../../gradient/options.ts'
import { integer, mapping, number } from './field.ts'
import { learningRateSchema, optimizerSchema, type TrainingOptions, trainingShape } from './gradient.ts'

/** How the champion goes on by gradient descent once the strategy is done. */
export interface FinetuneConfig extends TrainingOptions {
  readonly optimizer: OptimiserOptions
  readonly epochs: number
  /** Epochs without better weights. */
  readonly patience?: number | undefined
  /** Time that fine-tuning may take. */
  readonly seconds?: number | undefined
  /** Fitness on the training part that is good enough. */
  readonly target?: number | undefined
}

type Given = Omit<FinetuneConfig, 'learningRate'> & { readonly learningRate?: number | undefined }

const defaultEpochs = 100

const given = mapping<Given>({
  optimizer: optimizerSchema('adam')
    .prefault('adam' as never)
    .describe('how weights follow the gradient'),
  learningRate: learningRateSchema()
    .optional()
    .describe('of the gradient steps; default: the one that the optimizer has as a strategy'),
  ...trainingShape,
  epochs: integer({ min: 1 }).default(defaultEpochs).describe('times that every sample is taken'),
  patience: integer({ min: 1 }).optional().describe('epochs without better weights: early stopping'),
  seconds: number({ above: 0 }).optional().describe('time that it may take'),
  target: number().optional().describe('fitness of the champion that is good enough'),
}).transform((value) => ({
  ...value,
  learningRate: value.learningRate ?? commonLearningRate[value.optimizer.kind],
}))

/** The optimiser alone is short for a mapping with nothing else. */
export const finetuneSchema: z.ZodType<FinetuneConfig> = z.preprocess(
  (value) => (typeof value === 'string' ? { optimizer: value } : value),
  given,
) as unknown as z.ZodType<FinetuneConfig>
