import { z } from 'zod'
import type { Issue } from '../../errors.ts'
import { type EvolutionOptions, populationOf as populationSize } from '../../strategies/index.ts'
import { unless } from '../unless.ts'
import { kinds, type Shapes } from './field.ts'
import { cosyneEntry } from './strategies/cosyne.ts'
import { deEntry } from './strategies/de.ts'
import { type DescentConfig, descentEntries } from './strategies/descent.ts'
import { cmaEsEntry, crFmNesEntry, sepCmaEsEntry, snesEntry, xnesEntry } from './strategies/distribution.ts'
import type { Chosen, Family, StrategyEntry, StrategySurroundings } from './strategies/entry.ts'
import type { EvolutionChoices } from './strategies/evolution.ts'
import { gaEntry } from './strategies/ga.ts'
import { openAiEsEntry, pgpeEntry } from './strategies/mirrored.ts'
import { randomEntry } from './strategies/random.ts'

/** The options of each family. */
interface FamilyOptions {
  readonly evolution: Chosen<EvolutionOptions> & EvolutionChoices
  readonly gradient: DescentConfig
}

/** How weights are searched for. */
export type StrategyConfig = FamilyOptions[Family]

/** Every strategy that a config can name. */
const entries: {
  readonly [Kind in StrategyConfig['kind']]: StrategyEntry<Extract<StrategyConfig, { readonly kind: Kind }>>
} = {
  ga: gaEntry,
  'cma-es': cmaEsEntry,
  'sep-cma-es': sepCmaEsEntry,
  snes: snesEntry,
  xnes: xnesEntry,
  'cr-fm-nes': crFmNesEntry,
  'openai-es': openAiEsEntry,
  pgpe: pgpeEntry,
  de: deEntry,
  cosyne: cosyneEntry,
  random: randomEntry,
  ...descentEntries,
}

/** The strategies that make do with a fitness, and need neither samples nor gradients. */
export const evolutionKinds: readonly string[] = Object.entries(entries)
  .filter(([, { family }]) => family === 'evolution')
  .map(([kind]) => kind)

const fallback = 'ga'

/** Whether a strategy is of a family. */
export function isOf<F extends Family>(family: F, strategy: StrategyConfig): strategy is FamilyOptions[F] {
  return entryOf(strategy).family === family
}

/** What a strategy does over the evaluations of the whole search; undefined if it need not know how many there are. */
export function useOfBudget(kind: StrategyConfig['kind']): string | undefined {
  return entries[kind].budgeted
}

/** The options of a search: those of its strategy, and the individuals that may be scored if it needs to know. */
export function searchOptions(
  strategy: FamilyOptions['evolution'],
  { stop, task }: StrategySurroundings,
): EvolutionOptions {
  const { monitor: _, ...options } = strategy
  if (useOfBudget(strategy.kind) === undefined) return options as EvolutionOptions
  const evaluations = Math.floor((stop.evaluations ?? Number.NaN) / (task.episodes ?? 1))
  return { ...options, evaluations } as EvolutionOptions
}

/** The population as the config says it, for genomes of `length` genes; null for gradient descent. */
export function populationOf(
  { strategy, ...surroundings }: StrategySurroundings & { readonly strategy: StrategyConfig },
  length: number,
): number | null {
  return isOf('evolution', strategy) ? populationSize(searchOptions(strategy, surroundings), length) : null
}

/** Checks that the keys of a strategy fit each other and the rest of the config. */
export function checkStrategy(
  strategy: StrategyConfig,
  surroundings: StrategySurroundings,
): Issue | undefined {
  const { budgeted, check } = entryOf(strategy)
  return (
    unless(
      budgeted === undefined || surroundings.stop.evaluations !== undefined,
      'stop.evaluations',
      `a number of evaluations, ${budgeted}`,
      undefined,
    ) ?? check(strategy, surroundings)
  )
}

function entryOf({ kind }: StrategyConfig): StrategyEntry<StrategyConfig> {
  return entries[kind] as unknown as StrategyEntry<StrategyConfig>
}

const shapes = Object.fromEntries(
  Object.entries(entries).map(([kind, { shape }]) => [kind, shape]),
) as unknown as Shapes<StrategyConfig, 'kind'>

export const strategySchema: z.ZodType<StrategyConfig> = z.preprocess(
  completed,
  kinds<StrategyConfig>(shapes, fallback),
) as unknown as z.ZodType<StrategyConfig>

/** Fills in defaults that follow from other keys. A value that is not a mapping of a known kind stays as it is. */
function completed(value: unknown, context: z.core.$RefinementCtx): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const given = value as Readonly<Record<string, unknown>>
  const { kind = fallback } = given
  if (typeof kind !== 'string' || !Object.hasOwn(entries, kind)) return value
  const { open, complete } = entries[kind as StrategyConfig['kind']]
  const gap = open?.(given)
  if (gap !== undefined) context.addIssue({ code: 'custom', path: [gap.key], message: gap.expected })
  return complete?.(given) ?? value
}
