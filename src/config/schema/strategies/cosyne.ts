import { z } from 'zod'
import { type CosyneOptions, cosyneDefaults } from '../../../strategies/cosyne/options.ts'
import { integer, number, word } from '../field.ts'
import { scaleSchema } from './distribution.ts'
import { type EvolutionEntry, evolutionEntry } from './evolution.ts'

type CosyneConfig = { readonly kind: 'cosyne' } & CosyneOptions

export const cosyneEntry: EvolutionEntry<CosyneConfig> = evolutionEntry<CosyneConfig>({
  shape: {
    population: integer({ min: 4, max: 1_000_000 })
      .default(cosyneDefaults.population)
      .describe('weights in the subpopulation of each gene, and individuals in a generation'),
    fraction: number({ above: 0, max: 0.5 })
      .default(cosyneDefaults.fraction)
      .describe('share of the best that breed; their offspring, two of each, replace the worst'),
    rate: number({ min: 0, max: 1 })
      .default(cosyneDefaults.rate)
      .describe('probability that a gene of an offspring mutates'),
    sigma: number({ above: 0, max: 1e6 })
      .default(cosyneDefaults.sigma)
      .describe('α, the scale of the Cauchy noise of a mutation'),
    scale: scaleSchema,
    range: z
      .union([z.literal('prior'), number({ above: 0, max: 1e6 })], { error: 'a number above 0, or prior' })
      .default(cosyneDefaults.range)
      .describe('the first weights: uniform within ± this; prior: those of fresh genomes'),
    permutation: word<CosyneOptions['permutation']>(['full', 'fitness'])
      .default(cosyneDefaults.permutation)
      .describe('full: every weight changes its place; fitness: those of good individuals rarely do'),
  },
  check: () => [],
})
