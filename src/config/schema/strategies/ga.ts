import type { Issue } from '../../../errors.ts'
import {
  children,
  founders,
  type GaOptions,
  gaDefaults,
  parentCount,
} from '../../../strategies/ga/options.ts'
import { stepOf } from '../../../strategies/operators/mutation/index.ts'
import { found, unless } from '../../unless.ts'
import { integer, word } from '../field.ts'
import { crossoverSchema, mutationSchema, selectionSchema } from '../operators.ts'
import type { OpenKey, StrategyEntry } from './entry.ts'
import { type EvolutionChoices, evolutionEntry } from './evolution.ts'

const LARGEST_POPULATION = 1_000_000

export const gaEntry: StrategyEntry<{ readonly kind: 'ga' } & GaOptions & EvolutionChoices> = evolutionEntry<
  { readonly kind: 'ga' } & GaOptions
>({
  shape: {
    population: integer({ min: 2, max: LARGEST_POPULATION })
      .default(gaDefaults.population)
      .describe('individuals in a generation; with plus replacement the number of children, λ'),
    elites: integer({ min: 0, max: LARGEST_POPULATION })
      .default(gaDefaults.elites)
      .describe(
        'with generational replacement: number of best individuals that are kept unchanged; ignored with plus',
      ),
    immigrants: integer({ min: 0, max: LARGEST_POPULATION })
      .default(gaDefaults.immigrants)
      .describe('number of children that are replaced by new random genomes'),
    initial: integer({ min: 1, max: 1000 })
      .default(gaDefaults.initial)
      .describe('size of the first generation, as a multiple of the population'),
    parents: integer({ min: 1, max: LARGEST_POPULATION })
      .default(gaDefaults.parents)
      .describe('with plus replacement: individuals that survive and breed, μ; ignored with generational'),
    replacement: word<GaOptions['replacement']>(['generational', 'plus'])
      .default(gaDefaults.replacement)
      .describe(
        'generational: children replace all but the elites; plus: the best of parents and children survive',
      ),
    selection: selectionSchema(gaDefaults.selection.kind)
      .prefault(gaDefaults.selection)
      .describe('how parents are chosen'),
    crossover: crossoverSchema(gaDefaults.crossover.kind)
      .prefault(gaDefaults.crossover)
      .describe('how two parents make a child'),
    mutation: mutationSchema(gaDefaults.mutation.kind)
      .prefault(gaDefaults.mutation)
      .describe('how a child is changed'),
  },
  open: replacementLeftOpen,
  complete,
  check: (strategy) => [...checkSizes(strategy), ...checkStep(strategy)],
})

/** Each of the two keys goes with another replacement. A complete config has both, but names the replacement. */
function replacementLeftOpen(given: Readonly<Record<string, unknown>>): OpenKey | undefined {
  const has = (key: string): boolean => Object.hasOwn(given, key)
  if (has('replacement') || !has('elites') || !has('parents')) return undefined
  return { key: 'replacement', expected: 'generational, which has elites, or plus, which has parents' }
}

function complete(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const has = (key: string): boolean => Object.hasOwn(given, key)
  // Only generational replacement has elites, so naming them selects it.
  const generational = has('replacement') ? given['replacement'] === 'generational' : has('elites')
  // With plus replacement the survivors are the parents; otherwise selection chooses them.
  const selection = generational ? { selection: { kind: 'tournament', size: tournamentSize(given) } } : {}
  return {
    ...(generational ? { replacement: 'generational' } : {}),
    ...selection,
    ...(has('parents') ? {} : { parents: fewerParents(given) }),
    ...given,
  }
}

function tournamentSize({ population = gaDefaults.population }: Readonly<Record<string, unknown>>): number {
  return Math.min(3, positive(population, 3))
}

/** The default, or the size of the first generation if it is smaller. */
function fewerParents({
  population = gaDefaults.population,
  initial = gaDefaults.initial,
}: Readonly<Record<string, unknown>>): number {
  const first = positive(population, gaDefaults.population) * positive(initial, gaDefaults.initial)
  return Math.min(gaDefaults.parents, first)
}

/** A number that has not been checked yet; the fallback if it is not a positive number. */
function positive(value: unknown, otherwise: number): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : otherwise
}

function checkSizes(strategy: GaOptions): readonly Issue[] {
  const { population, elites, immigrants, parents, replacement, selection } = strategy
  const plus = replacement === 'plus'
  const fresh = children(strategy)
  const first = founders(strategy)
  const size = selection.kind === 'tournament' ? selection.size : 0
  const most = parentCount(strategy)
  return found(
    // Too many elites leave no room for immigrants.
    unless(
      plus || elites < population,
      'strategy.elites',
      `less than ${population}, the population`,
      elites,
    ) ??
      unless(
        immigrants <= fresh,
        'strategy.immigrants',
        `at most ${fresh}, the ${plus ? 'population' : 'population without the elites'}`,
        immigrants,
      ),
    unless(
      !plus || parents <= first,
      'strategy.parents',
      `at most ${first}, the population × initial`,
      parents,
    ),
    unless(
      size <= most,
      'strategy.selection.size',
      `at most ${most}, the ${plus ? 'parents' : 'population'}`,
      size,
    ),
  )
}

/** Checks that the initial step size is within its bounds. */
function checkStep({ mutation }: GaOptions): readonly Issue[] {
  const rule = stepOf(mutation)
  if (rule === null || rule.step.kind === 'constant') return []
  const { sigma, step } = rule
  const maximum = 'maximum' in step ? step.maximum : Number.POSITIVE_INFINITY
  return found(
    unless(
      step.minimum <= maximum,
      'strategy.mutation.step.minimum',
      `at most ${maximum}, the maximum`,
      step.minimum,
    ) ??
      unless(
        sigma >= step.minimum,
        'strategy.mutation.sigma',
        `at least ${step.minimum}, the minimum of step`,
        sigma,
      ) ??
      unless(sigma <= maximum, 'strategy.mutation.sigma', `at most ${maximum}, the maximum of step`, sigma),
  )
}
