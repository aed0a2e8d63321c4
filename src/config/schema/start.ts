import { z } from 'zod'
import { mapping, number, text } from './field.ts'

/** The network that a run starts from. */
export interface StartConfig {
  /** A model file, or the folder of a run with one. */
  readonly model: string
  /** The standard deviation of the first genomes around it, as a multiple of that of fresh weights. */
  readonly spread: number
}

const defaultSpread = 0.1

const noun = 'a model file or the folder of a run'
const modelSchema = text(noun)

export const startSchema: z.ZodType<StartConfig> = z
  .union(
    [
      modelSchema,
      mapping<StartConfig>({
        model: modelSchema.describe('a model file, such as `champion.json`, or the folder of a run'),
        spread: number({ above: 0, max: 1000 })
          .default(defaultSpread)
          .describe('how far the first genomes lie from it: a multiple of the deviation of fresh weights'),
      }),
    ],
    { error: `${noun}, or a mapping with model and spread` },
  )
  .transform((given) => (typeof given === 'string' ? { model: given, spread: defaultSpread } : given))
