import type { RandomSearchOptions } from '../../../strategies/random-search.ts'
import { integer } from '../field.ts'
import { type EvolutionEntry, evolutionEntry } from './evolution.ts'

type RandomConfig = { readonly kind: 'random' } & RandomSearchOptions

export const randomEntry: EvolutionEntry<RandomConfig> = evolutionEntry<RandomConfig>({
  shape: {
    population: integer({ min: 1, max: 1_000_000 }).default(50).describe('individuals in a generation'),
  },
  check: () => [],
})
