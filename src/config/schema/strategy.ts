import type { z } from 'zod'
import type { Issue } from '../../errors.ts'
import {
  type EvolutionOptions,
  type PopulationOptions,
  populationOf as populationSize,
} from '../../strategies/index.ts'
import { islandList } from '../../strategies/islands/options.ts'
import { found } from '../unless.ts'
import { type AutoConfig, autoEntry } from './strategies/auto.ts'
import { cosyneEntry } from './strategies/cosyne.ts'
import { deEntry } from './strategies/de.ts'
import { type DescentConfig, descentEntries } from './strategies/descent.ts'
import { cmaEsEntry, crFmNesEntry, sepCmaEsEntry, snesEntry, xnesEntry } from './strategies/distribution.ts'
import {
  checkBudget,
  type Family,
  type StrategyEntries,
  type StrategyEntry,
  type StrategySurroundings,
} from './strategies/entry.ts'
import type { EvolutionChoices } from './strategies/evolution.ts'
import { gaEntry } from './strategies/ga.ts'
import {
  type IslandsConfig,
  islandsEntry,
  type PopulationChoice,
  type PopulationEntries,
} from './strategies/islands.ts'
import { strategyKinds } from './strategies/kinds.ts'
import { openAiEsEntry, pgpeEntry } from './strategies/mirrored.ts'
import { randomEntry } from './strategies/random.ts'

/** The options of each family. */
interface FamilyOptions {
  readonly evolution: (PopulationChoice | IslandsConfig) & EvolutionChoices
  readonly gradient: DescentConfig
  readonly open: AutoConfig
}

/** How weights are searched for. */
export type StrategyConfig = FamilyOptions[Family]

/** Every strategy of one population. */
const populations: PopulationEntries = {
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
}

/** Every strategy that a config can name. */
const entries: StrategyEntries<StrategyConfig> = {
  ...populations,
  islands: islandsEntry(populations),
  auto: autoEntry,
  ...descentEntries,
}

/** The strategies of one population, which make do with a fitness and need neither samples nor gradients. */
export const populationKinds: readonly string[] = Object.keys(populations)

/** Whether a strategy is of a family. */
export function isOf<F extends Family>(family: F, strategy: StrategyConfig): strategy is FamilyOptions[F] {
  return entryOf(strategy).family === family
}

/** A strategy in words: `ga`, or `islands, 2 × ga, cma-es`. */
export function strategyName(strategy: StrategyConfig): string {
  if (strategy.kind !== 'islands') return strategy.kind
  const counts = new Map<string, number>()
  for (const { kind } of islandList(strategy)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const islands = [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`))
  return [strategy.kind, ...islands].join(', ')
}

/** What a strategy does over the evaluations of the whole search; undefined if it need not know how many there are. */
export function useOfBudget(strategy: StrategyConfig): string | undefined {
  const all = strategy.kind === 'islands' ? islandList(strategy) : [strategy]
  return all.map(({ kind }) => entries[kind].budgeted).find((use) => use !== undefined)
}

/** The options of a search: those of its strategy, and the individuals that may be scored if it needs to know. */
export function searchOptions(
  strategy: FamilyOptions['evolution'],
  { stop, task }: StrategySurroundings,
): EvolutionOptions {
  const { monitor: _, ...options } = strategy
  const evaluations = Math.floor((stop.evaluations ?? Number.NaN) / (task.episodes ?? 1))
  return budgeted(options as EvolutionOptions, evaluations)
}

/** The options with the evaluations where they are needed. Islands have equal shares. */
function budgeted(options: EvolutionOptions, evaluations: number): EvolutionOptions {
  if (options.kind !== 'islands')
    return entries[options.kind].budgeted === undefined
      ? options
      : ({ ...options, evaluations } as EvolutionOptions)
  const share = Math.floor(evaluations / islandList(options).length)
  const own = (island: PopulationOptions) => budgeted(island, share) as PopulationOptions
  return {
    ...options,
    islands: typeof options.islands === 'number' ? options.islands : options.islands.map(own),
    ...(options.strategy !== undefined && { strategy: own(options.strategy) }),
  }
}

/** The population as the config says it, for genomes of `length` genes; null for gradient descent, and before one is chosen. */
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
): readonly Issue[] {
  const entry = entryOf(strategy)
  return [...found(checkBudget(entry, surroundings)), ...entry.check(strategy, surroundings)]
}

function entryOf({ kind }: StrategyConfig): StrategyEntry<StrategyConfig> {
  return entries[kind] as unknown as StrategyEntry<StrategyConfig>
}

export const strategySchema: z.ZodType<StrategyConfig> = strategyKinds<StrategyConfig>(entries, 'ga')
