import type { z } from 'zod'
import type { GaOptions } from '../../evolution/ga.ts'
import { strategies } from '../../evolution/index.ts'
import { integer, kinds, word } from './field.ts'
import { crossoverSchema, mutationSchema, selectionSchema } from './operators.ts'

/** How the weights are searched for. */
export type StrategyConfig = { readonly kind: 'ga' } & GaOptions

const LARGEST_POPULATION = 1_000_000
const { defaults } = strategies.ga

export const strategySchema: z.ZodType<StrategyConfig> = kinds<StrategyConfig>(
  {
    ga: {
      population: integer({ min: 2, max: LARGEST_POPULATION })
        .default(defaults.population)
        .describe('individuals a generation; with plus replacement the children, λ'),
      elites: integer({ min: 0, max: LARGEST_POPULATION })
        .default(defaults.elites)
        .describe('the best that go on unchanged; with plus replacement every parent may'),
      immigrants: integer({ min: 0, max: LARGEST_POPULATION })
        .default(defaults.immigrants)
        .describe('children that are fresh genomes instead'),
      initial: integer({ min: 1, max: 1000 })
        .default(defaults.initial)
        .describe('the first generation is so many times the population'),
      parents: integer({ min: 1, max: LARGEST_POPULATION })
        .default(defaults.parents)
        .describe('with plus replacement: individuals that live on and breed, μ'),
      replacement: word<GaOptions['replacement']>(['generational', 'plus'])
        .default(defaults.replacement)
        .describe(
          'generational: children replace all but the elites; plus: the best of parents and children live on',
        ),
      selection: selectionSchema(defaults.selection.kind).prefault(defaults.selection).describe('who breeds'),
      crossover: crossoverSchema(defaults.crossover.kind)
        .prefault(defaults.crossover)
        .describe('how two parents make a child'),
      mutation: mutationSchema(defaults.mutation.kind)
        .prefault(defaults.mutation)
        .describe('how a child is changed'),
    },
  },
  'ga',
)
