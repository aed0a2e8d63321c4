import { z } from 'zod'
import { commonLearningRate, type OptimiserOptions } from '../../gradient/options.ts'
import { integer, mapping, number } from './field.ts'
import { learningRateSchema, optimizerSchema, type TrainingOptions, trainingShape } from './gradient.ts'

/** Gradient descent of the champion after the strategy has ended. */
export interface FinetuneConfig extends TrainingOptions {
  readonly optimizer: OptimiserOptions
  readonly epochs: number
  /** Epochs without better weights. */
  readonly patience?: number | undefined
  /** The most seconds of fine-tuning. */
  readonly seconds?: number | undefined
  /** Fitness on the training part that is good enough. */
  readonly target?: number | undefined
}

type Given = Omit<FinetuneConfig, 'learningRate'> & { readonly learningRate?: number | undefined }

const defaultEpochs = 100

const given = mapping<Given>({
  optimizer: optimizerSchema('adam')
    .prefault('adam' as never)
    .describe('how gradients change the weights'),
  learningRate: learningRateSchema()
    .optional()
    .describe("learning rate of the gradient steps; default: the optimizer's default as a strategy"),
  ...trainingShape,
  epochs: integer({ min: 1 }).default(defaultEpochs).describe('passes over all samples'),
  patience: integer({ min: 1 }).optional().describe('epochs without better weights: early stopping'),
  seconds: number({ above: 0 }).optional().describe('the most seconds of fine-tuning'),
  target: number().optional().describe('fitness of the champion that is good enough'),
}).transform((value) => ({
  ...value,
  learningRate: value.learningRate ?? commonLearningRate[value.optimizer.kind],
}))

/** The optimiser alone is short for a mapping with only an optimiser. */
export const finetuneSchema: z.ZodType<FinetuneConfig> = z.preprocess(
  (value) => (typeof value === 'string' ? { optimizer: value } : value),
  given,
) as unknown as z.ZodType<FinetuneConfig>
