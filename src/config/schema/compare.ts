import { z } from 'zod'
import { integer, mapping, number, text } from './field.ts'
import { type FinetuneConfig, finetuneSchema } from './finetune.ts'
import { type MemeticConfig, memeticSchema } from './memetic.ts'
import { type NetworkConfig, networkSchema } from './network.ts'
import { type StrategyConfig, strategySchema } from './strategy.ts'

/** The options in which one contestant differs from the config; null removes an option. */
export interface Contestant {
  readonly network?: NetworkConfig | undefined
  readonly strategy?: StrategyConfig | undefined
  readonly finetune?: FinetuneConfig | null | undefined
  readonly memetic?: MemeticConfig | null | undefined
}

/** The budget of every training of a comparison: evaluations or seconds. */
export interface Budget {
  readonly evaluations?: number | undefined
  readonly seconds?: number | undefined
}

/** The options of `evolve compare`. */
export interface CompareConfig {
  readonly budget?: Budget | undefined
  /** Trainings per contestant, with the seeds seed, seed+1, … */
  readonly repeats: number
  /** Fitness that counts as success; it stops no training. */
  readonly target?: number | undefined
  /** By name, in the order of the table. */
  readonly contestants?: ReadonlyMap<string, Contestant> | undefined
}

const contestant = mapping<Contestant>({
  network: networkSchema.optional(),
  strategy: strategySchema.optional(),
  finetune: finetuneSchema.nullable().optional(),
  memetic: memeticSchema.nullable().optional(),
})

const contestants = z
  .map(text('a name'), contestant, {
    error: 'a mapping from names to options, or a list of options with a name each',
  })
  .refine(({ size }) => size >= 2, { error: 'at least two contestants' })

export const compareSchema: z.ZodType<CompareConfig> = mapping<CompareConfig>({
  budget: mapping<Budget>({
    evaluations: number({ above: 0 }).optional().describe('in forward passes; gradients count by their cost'),
    seconds: number({ above: 0 }).optional().describe('time'),
  })
    .optional()
    .describe('the budget of each training: one of the two'),
  repeats: integer({ min: 1, max: 10_000 })
    .default(10)
    .describe('trainings per contestant, with the seeds seed, seed+1, …'),
  target: number().optional().describe('fitness that counts as success; it stops no training'),
  contestants: contestants
    .optional()
    .describe('by name, the options in which each differs from the rest of the config'),
})
