import type { z } from 'zod'
import type { Issue } from '../../errors.ts'
import { type EvolutionOptions, populationOf as populationSize } from '../../strategies/index.ts'
import { islandList } from '../../strategies/islands/options.ts'
import { type AutoConfig, autoEntry } from './strategies/auto.ts'
import { type DescentConfig, descentEntries } from './strategies/descent.ts'
import { cmaEsEntry, crFmNesEntry, sepCmaEsEntry, snesEntry, xnesEntry } from './strategies/distribution.ts'
import type { Family, StrategyEntries, StrategyEntry, StrategySurroundings } from './strategies/entry.ts'
import type { EvolutionChoices } from './strategies/evolution.ts'
import { gaEntry } from './strategies/ga.ts'
import { islandsEntry, type PopulationEntries } from './strategies/islands.ts'
import { strategyKinds } from './strategies/kinds.ts'
import { openAiEsEntry, pgpeEntry } from './strategies/mirrored.ts'
import { randomEntry } from './strategies/random.ts'

/** The options of each family. */
interface FamilyOptions {
  readonly evolution: EvolutionOptions & EvolutionChoices
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

/** The individuals of a usual generation, for genomes of `length` genes; null for gradient descent, and before one is chosen. */
export function populationOf(strategy: StrategyConfig, length: number): number | null {
  return isOf('evolution', strategy) ? populationSize(strategy, length) : null
}

/** Checks that the keys of a strategy fit each other and the rest of the config. */
export function checkStrategy(
  strategy: StrategyConfig,
  surroundings: StrategySurroundings,
): Issue | undefined {
  return entryOf(strategy).check(strategy, surroundings)
}

function entryOf({ kind }: StrategyConfig): StrategyEntry<StrategyConfig> {
  return entries[kind] as unknown as StrategyEntry<StrategyConfig>
}

export const strategySchema: z.ZodType<StrategyConfig> = strategyKinds<StrategyConfig>(entries, 'ga')
