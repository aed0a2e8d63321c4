import { z } from 'zod'
import { type DeOptions, deDefaults } from '../../../strategies/de/options.ts'
import { integer, number } from '../field.ts'
import type { Chosen } from './entry.ts'
import { type EvolutionEntry, evolutionEntry } from './evolution.ts'

const defaults = deDefaults(1)

type DeConfig = { readonly kind: 'de' } & Chosen<DeOptions>

export const deEntry: EvolutionEntry<DeConfig> = evolutionEntry<DeConfig>({
  budgeted: 'over which the population of de shrinks',
  shape: {
    population: z
      .union([integer({ min: 4, max: 1_000_000 }), z.literal('auto')], {
        error: 'a whole number from 4 to 1,000,000, or auto',
      })
      .default(defaults.population)
      .describe(
        'individuals of the first generation; auto: 18 P, at most 1,800, a hundredth of the evaluations and 2²⁴ genes in all',
      ),
    best: number({ above: 0, max: 1 })
      .default(defaults.best)
      .describe('p, the share of the best that trials are drawn to'),
    archive: number({ min: 0, max: 100 })
      .default(defaults.archive)
      .describe('size of the archive of replaced parents, as a multiple of the population'),
    memory: integer({ min: 1, max: 1000 })
      .default(defaults.memory)
      .describe('H, pairs of F and CR that successes change in turn'),
  },
  check: () => [],
})
