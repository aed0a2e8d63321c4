import type { z } from 'zod'
import { integer, kinds } from './field.ts'

export type StrategyConfig = { readonly kind: 'ga'; readonly population: number; readonly elites: number }

export const strategySchema: z.ZodType<StrategyConfig> = kinds<StrategyConfig>(
  {
    ga: {
      population: integer({ min: 2, max: 1_000_000 }).default(100),
      elites: integer({ min: 0 }).default(1),
    },
  },
  'ga',
)
