import { z } from 'zod'
import type { KeptEvery } from '../../run/folder/kept-generations.ts'
import { integer, mapping, word } from './field.ts'

/** Which generations have a line in `metrics.jsonl`. */
export interface MetricsConfig {
  readonly every: KeptEvery
}

export const metricsSchema: z.ZodType<MetricsConfig> = mapping<MetricsConfig>({
  every: z
    .union([word(['auto']), integer({ min: 1 })], { error: 'auto or an integer of at least 1' })
    .default('auto')
    .describe('auto: all of the first 10,000 generations of a phase, then 5,000 in each doubling'),
})
