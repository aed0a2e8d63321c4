import { z } from 'zod'
import type { Issue } from '../../../errors.ts'
import type { PopulationOptions } from '../../../strategies/index.ts'
import {
  defaultIslands,
  type IslandsOptions,
  type IslandTopology,
  islandList,
  islandPlace,
  type MigrationOptions,
  migrationDefaults,
} from '../../../strategies/islands/options.ts'
import { found, unless } from '../../unless.ts'
import { integer, mapping, type Shape, word } from '../field.ts'
import { type Chosen, checkBudget, type StrategyEntries, type StrategySurroundings } from './entry.ts'
import { type EvolutionChoices, type EvolutionEntry, evolutionEntry } from './evolution.ts'
import { strategyKinds } from './kinds.ts'

/** The options of a strategy of one population, as a config chooses them. */
export type PopulationChoice = Chosen<PopulationOptions>

export type IslandsConfig = { readonly kind: 'islands' } & IslandsOptions<PopulationChoice>

/** The strategies of one population, by kind. */
export type PopulationEntries = StrategyEntries<PopulationChoice & EvolutionChoices>

const mostIslands = 64

const migration: Shape<MigrationOptions> = {
  topology: word<IslandTopology>(['ring', 'full', 'star'])
    .default(migrationDefaults.topology)
    .describe('ring: to the next island; full: to all others; star: from the first to all others, and back'),
  every: integer({ min: 1, max: 1e9 })
    .default(migrationDefaults.every)
    .describe('generations from one migration to the next'),
  migrants: integer({ min: 1, max: 1e6 })
    .default(migrationDefaults.migrants)
    .describe('individuals that an island sends; at most half of an island may be migrants'),
  choose: word<MigrationOptions['choose']>(['best', 'random'])
    .default(migrationDefaults.choose)
    .describe('best: the best so far; random: any of the last generation that have not failed'),
}

/** @param members the strategies that an island may have */
export function islandsEntry(members: PopulationEntries): EvolutionEntry<IslandsConfig> {
  const island = islandSchema(members)
  const list = z.array(island, { error: 'a list of strategies' })
  return evolutionEntry<IslandsConfig>({
    shape: {
      islands: z
        .union(
          [
            integer({ min: 2, max: mostIslands }),
            list.min(2, { error: 'at least two islands' }).max(mostIslands, {
              error: `at most ${mostIslands} islands`,
            }),
          ],
          { error: `a number of islands from 2 to ${mostIslands}, or a list of their strategies` },
        )
        .prefault(defaultIslands)
        .describe('how many islands, all with `strategy`; or the strategy of each'),
      strategy: island.optional().describe('the strategy of every island; not with a list of islands'),
      migration: mapping<MigrationOptions>(migration).prefault({}).describe('who migrates, when and where'),
    },
    complete: (given) => (Array.isArray(given['islands']) ? given : { strategy: 'ga', ...given }),
    check: (strategy, surroundings) => check(strategy, surroundings, members),
  })
}

/** The strategy of an island: like that of a run, without what is the run's. */
function islandSchema(members: PopulationEntries): z.ZodType<PopulationChoice> {
  const own = Object.entries(members).map(([kind, { shape, ...entry }]) => {
    const { monitor: _, ...rest } = shape
    return [kind, { ...entry, shape: rest }]
  })
  const entries = Object.fromEntries(own) as StrategyEntries<PopulationChoice>
  // Named, so that the JSON Schema has it once.
  return strategyKinds<PopulationChoice>(entries, 'ga').meta({ id: 'island' })
}

function check(
  strategy: IslandsConfig,
  surroundings: StrategySurroundings,
  members: PopulationEntries,
): readonly Issue[] {
  const { islands, strategy: common } = strategy
  const twice = typeof islands !== 'number' && common !== undefined
  const expected = 'nothing with a list of islands, which has them all'
  const stray = unless(!twice, 'strategy.strategy', expected, common)
  const list = islandList(strategy)
  // All that are the same have the same conflicts.
  const different = typeof islands === 'number' ? list.slice(0, 1) : list
  const entries = different.map((own) => members[own.kind] as PopulationEntries['ga'])
  const budgets = found(...entries.map((entry) => checkBudget(entry, surroundings)))
  const own = different.flatMap((island, index) => {
    const entry = entries[index]!
    const place = islandPlace(strategy, index)
    return entry.check(island as Parameters<typeof entry.check>[0], surroundings).map((issue) => ({
      ...issue,
      field: issue.field?.replace('strategy.', `strategy.${place}.`),
    }))
  })
  return [...found(stray), ...budgets.slice(0, 1), ...own]
}
