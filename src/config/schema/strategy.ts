import { z } from 'zod'
import { commonLearningRate, type OptimiserName, type OptimiserOptions } from '../../gradient/options.ts'
import type { GaOptions } from '../../strategies/ga/ga.ts'
import { strategies } from '../../strategies/index.ts'
import { integer, kinds, type Shapes, word } from './field.ts'
import { learningRateSchema, optimiserShapes, type TrainingOptions, trainingShape } from './gradient.ts'
import { crossoverSchema, mutationSchema, selectionSchema } from './operators.ts'

/** Search by evolution. */
export type EvolutionConfig = { readonly kind: 'ga' } & GaOptions

/** Gradient descent from fresh weights: the baseline. */
export type GradientConfig = OptimiserOptions & TrainingOptions

/** How the weights are searched for. */
export type StrategyConfig = EvolutionConfig | GradientConfig

/** Whether a strategy goes down the gradient rather than evolve. */
export function isGradient(strategy: StrategyConfig): strategy is GradientConfig {
  return strategy.kind !== 'ga'
}

const LARGEST_POPULATION = 1_000_000
const { defaults } = strategies.ga

const gradientShapes = Object.fromEntries(
  Object.entries(optimiserShapes).map(([kind, own]) => [
    kind,
    {
      ...own,
      learningRate: learningRateSchema().default(commonLearningRate[kind as OptimiserName]),
      ...trainingShape,
    },
  ]),
) as unknown as Shapes<GradientConfig, 'kind'>

const schema: z.ZodType<StrategyConfig> = kinds<StrategyConfig>(
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
    ...gradientShapes,
  },
  'ga',
)

export const strategySchema: z.ZodType<StrategyConfig> = z.preprocess(
  followUp,
  schema,
) as unknown as z.ZodType<StrategyConfig>

/** Defaults that follow from other keys. What a key of this list gives stands only where the user gave nothing. */
function followUp(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const given = value as Readonly<Record<string, unknown>>
  if ((given['kind'] ?? 'ga') !== 'ga') return value
  const has = (key: string): boolean => Object.hasOwn(given, key)
  // Elites are a matter of generational replacement: who names them means it.
  const generational = has('replacement') ? given['replacement'] === 'generational' : has('elites')
  // With plus replacement the survivors are the chosen; without it the choice is selection's.
  const selection = generational ? { selection: { kind: 'tournament', size: tournamentSize(given) } } : {}
  return {
    ...(generational ? { replacement: 'generational' } : {}),
    ...selection,
    ...(has('parents') ? {} : { parents: fewerParents(given) }),
    ...given,
  }
}

function tournamentSize({ population = defaults.population }: Readonly<Record<string, unknown>>): number {
  return Math.min(3, positive(population, 3))
}

/** The default, or all of a first generation that is smaller. */
function fewerParents({
  population = defaults.population,
  initial = defaults.initial,
}: Readonly<Record<string, unknown>>): number {
  const first = positive(population, defaults.population) * positive(initial, defaults.initial)
  return Math.min(defaults.parents, first)
}

/** A number that a check is yet to come for; where it is none, what will do until then. */
function positive(value: unknown, otherwise: number): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : otherwise
}
