import { z } from 'zod'
import { type OpenAiEsOptions, openAiEs } from '../../../strategies/mirrored/openai-es.ts'
import { type PgpeOptions, pgpe } from '../../../strategies/mirrored/pgpe.ts'
import { integer, number } from '../field.ts'
import { evenPopulation, scaleSchema, sigmaSchema } from './distribution.ts'
import { type EvolutionEntry, evolutionEntry } from './evolution.ts'

const none = { length: 1, blocks: 1 }
const openAiDefaults = openAiEs.defaults(none)
const pgpeDefaults = pgpe.defaults(none)

const population = integer({ min: 2, max: 1_000_000 })
  .default(openAiDefaults.population)
  .describe('λ, samples in a generation, in pairs on opposite sides of the mean, which is scored besides')

export const openAiEsEntry: EvolutionEntry<{ readonly kind: 'openai-es' } & OpenAiEsOptions> = evolutionEntry<
  { readonly kind: 'openai-es' } & OpenAiEsOptions
>({
  shape: {
    population,
    sigma: sigmaSchema(openAiDefaults.sigma),
    scale: scaleSchema,
    learningRate: number({ above: 0, max: 1e6 })
      .default(openAiDefaults.learningRate)
      .describe('η of Adam, in the unit of sigma'),
    weightDecay: number({ min: 0, max: 1e6 })
      .default(openAiDefaults.weightDecay)
      .describe('the gradient is less this times the mean'),
  },
  check: evenPopulation,
})

export const pgpeEntry: EvolutionEntry<{ readonly kind: 'pgpe' } & PgpeOptions> = evolutionEntry<
  { readonly kind: 'pgpe' } & PgpeOptions
>({
  shape: {
    population,
    sigma: sigmaSchema(pgpeDefaults.sigma),
    scale: scaleSchema,
    maxSpeed: z
      .union([number({ above: 0, max: 1e6 }), z.literal('auto')], { error: 'a number above 0, or auto' })
      .default(pgpeDefaults.maxSpeed)
      .describe('the longest move of the mean in a generation, in the unit of sigma; auto: σ₀ √P / 15'),
    sigmaRate: number({ above: 0, max: 1e6 })
      .default(pgpeDefaults.sigmaRate)
      .describe('how fast step sizes follow their gradient'),
  },
  check: evenPopulation,
})
