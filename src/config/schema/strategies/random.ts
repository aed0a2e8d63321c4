import type { RandomSearchOptions } from '../../../strategies/random-search.ts'
import { integer } from '../field.ts'
import type { StrategyEntry } from './entry.ts'
import { type EvolutionChoices, evolutionEntry } from './evolution.ts'

type RandomConfig = { readonly kind: 'random' } & RandomSearchOptions

export const randomEntry: StrategyEntry<RandomConfig & EvolutionChoices> = evolutionEntry<RandomConfig>({
  shape: {
    population: integer({ min: 1, max: 1_000_000 }).default(50).describe('individuals in a generation'),
  },
  check: () => undefined,
})
