import { z } from 'zod'
import { integer, mapping, number, text } from './field.ts'
import { type FinetuneConfig, finetuneSchema } from './finetune.ts'
import { type MemeticConfig, memeticSchema } from './memetic.ts'
import { type NetworkConfig, networkSchema } from './network.ts'
import { type StrategyConfig, strategySchema } from './strategy.ts'

/** What one contestant has otherwise than the config says; null takes away what that says. */
export interface Contestant {
  readonly network?: NetworkConfig | undefined
  readonly strategy?: StrategyConfig | undefined
  readonly finetune?: FinetuneConfig | null | undefined
  readonly memetic?: MemeticConfig | null | undefined
}

/** What every training of a comparison may spend, one or the other. */
export interface Budget {
  readonly evaluations?: number | undefined
  readonly seconds?: number | undefined
}

/** What `evolve compare` does with a config. */
export interface CompareConfig {
  readonly budget?: Budget | undefined
  /** Trainings a contestant, with the seeds seed, seed+1, … */
  readonly repeats: number
  /** Fitness that counts as success; it stops no training. */
  readonly target?: number | undefined
  /** By name, in the order of the table. */
  readonly contestants?: Readonly<Record<string, Contestant>> | undefined
}

const contestant = mapping<Contestant>({
  network: networkSchema.optional(),
  strategy: strategySchema.optional(),
  finetune: finetuneSchema.nullable().optional(),
  memetic: memeticSchema.nullable().optional(),
})

const contestants = z
  .record(text('a name'), contestant, { error: 'a mapping from names to what each has otherwise' })
  .refine((value) => Object.keys(value).length >= 2, { error: 'at least two contestants' })

export const compareSchema: z.ZodType<CompareConfig> = mapping<CompareConfig>({
  budget: mapping<Budget>({
    evaluations: number({ above: 0 })
      .optional()
      .describe('in forward passes; gradients count as what they cost'),
    seconds: number({ above: 0 }).optional().describe('time'),
  })
    .optional()
    .describe('what each training may spend, one of the two'),
  repeats: integer({ min: 1, max: 10_000 })
    .default(10)
    .describe('trainings a contestant, seeds seed, seed+1, …'),
  target: number().optional().describe('fitness that counts as success; it stops no training'),
  contestants: contestants
    .optional()
    .describe('by name, what each has otherwise than the rest of the config says'),
})
