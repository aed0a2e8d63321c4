/**
 * Islands: subpopulations that search apart and send each other individuals now and then (Whitley, Rana and Heckendorn, "The Island Model
 * Genetic Algorithm: On Separability, Population Size and Convergence", 1999; Cantú-Paz, "Efficient and Accurate Parallel Genetic
 * Algorithms", 2000). All islands are in the same generation, so results depend on no thread. A migrant takes the place of an
 * individual that the receiving island would have made, and is scored like any other.
 */
import { InputError } from '../../errors.ts'
import type { Capacity } from '../capacity.ts'
import type { GenerationPlan, Search, SharedVectors, Strategy } from '../strategy.ts'
import { type Emigrants, forget, keepBest, keepRandom, noEmigrants, note } from './emigrants.ts'
import { Migration } from './migration.ts'
import {
  defaultIslands,
  type IslandsOptions,
  islandList,
  islandPlace,
  migrates,
  migrationDefaults,
  sourcesOf,
} from './options.ts'
import { partOf, searchesOf, sharedName } from './searches.ts'
import { IslandPopulation, islandCosts } from './slice.ts'
import { thresholdOf } from './threshold.ts'

export interface IslandsState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** (k) the state of each island's strategy. */
  readonly islands: object[]
  /** (k) whom each island sends. Their genomes are in the shared vector `migrants`. */
  readonly emigrants: Emigrants[]
  /** (k) the best individual of each island so far, or of the last generation if costs change; +Infinity for none. */
  readonly best: Emigrants
  /** (k) the places in `migrants` of those who arrive in the next generation. */
  arrivals: Uint32Array[]
  migrations: number
  /** True if the same genome may get other costs in another generation. */
  resampled: boolean
}

/** A generation of all islands: the rows of the first one, then those of the second, and so on. */
export interface IslandsPlan extends GenerationPlan {
  /** (k) */
  readonly islands: readonly GenerationPlan[]
  /** (k) for each of the last rows of an island that hold migrants: the place of its genome in `migrants`. */
  readonly arrivals: readonly Uint32Array[]
}

/** The strategy of an island, whatever its kind. */
export type IslandStrategy<Island extends object> = Strategy<Island, object, GenerationPlan>

/** The shared vector (k, n, P) with the genomes of those that each island sends. */
const migrantsName = 'migrants'

/**
 * @param strategyOf the strategy that options are of
 * @param fallback the options of an island by default
 */
export function islandsOf<Island extends object>(
  strategyOf: (options: Island) => IslandStrategy<Island>,
  fallback: Island,
): Strategy<IslandsOptions<Island>, IslandsState, IslandsPlan> {
  type IslandsSearch = Search<IslandsOptions<Island>>
  const migrationOf = ({ problem, options }: IslandsSearch, shared: SharedVectors): Migration =>
    new Migration(options.migration, shared[migrantsName], problem.length)

  return {
    kind: 'islands',
    defaults: () => ({ islands: defaultIslands, strategy: fallback, migration: migrationDefaults }),
    capacity(options, length) {
      const list = islandList(options)
      const { topology, migrants } = options.migration
      const all = list.map((own, island): Capacity => {
        const capacity = inPlace(islandPlace(options, island), () => strategyOf(own).capacity(own, length))
        const most = Math.floor(capacity.later / 2 / sourcesOf(topology, island, list.length).length)
        if (migrants > most) {
          const expected = `at most ${most}, so that no more than half of island ${island + 1} are migrants`
          const hint = 'give it more individuals, or take topology: ring'
          const field = 'strategy.migration.migrants'
          throw new InputError({ field, expected, found: String(migrants), hint })
        }
        return capacity
      })
      const sum = (of: (capacity: Capacity) => number): number =>
        all.reduce((total, capacity) => total + of(capacity), 0)
      return {
        first: sum(({ first }) => first),
        rows: sum(({ rows }) => rows),
        later: sum(({ later }) => later),
      }
    },
    shared(search) {
      const { problem, options } = search
      const searches = searchesOf(search)
      const length = searches.length * options.migration.migrants * problem.length
      return [
        { name: migrantsName, type: problem.type, length },
        ...searches.flatMap((own, island) =>
          strategyOf(own.options)
            .shared(own)
            .map((vector) => ({ ...vector, name: sharedName(island, vector.name) })),
        ),
      ]
    },
    init(search) {
      const searches = searchesOf(search)
      const { migrants } = search.options.migration
      return {
        generation: 0,
        islands: searches.map((own) => strategyOf(own.options).init(own)),
        emigrants: searches.map(() => noEmigrants(migrants)),
        best: noEmigrants(searches.length),
        arrivals: searches.map(() => new Uint32Array(0)),
        migrations: 0,
        resampled: search.problem.resampled,
      }
    },
    plan(search, state) {
      const arrivals: Uint32Array[] = []
      const islands = searchesOf(search).map((own, island) => {
        const plan = strategyOf(own.options).plan(own, state.islands[island])
        // A strategy that changes its population may have less room than at the migration.
        const room = Math.floor((plan.count - (plan.again ?? 0)) / 2)
        const arrived = state.arrivals[island].slice(0, room)
        arrivals.push(arrived)
        return arrived.length === 0 ? plan : { ...plan, foreign: arrived.length }
      })
      const count = islands.reduce((sum, plan) => sum + plan.count, 0)
      const threshold = thresholdOf(search.options.migration, state, islands)
      return { generation: state.generation, count, threshold, islands, arrivals }
    },
    materialiser(search, shared, vectors) {
      const makers = searchesOf(search).map((own, island) =>
        strategyOf(own.options).materialiser(own, partOf(shared, island), vectors),
      )
      const migration = migrationOf(search, shared)
      return ({ islands, arrivals }, row, out) => {
        let [island, own] = [0, row]
        while (own >= islands[island].count) own -= islands[island++].count
        const plan = islands[island]
        const arrived = own - (plan.count - arrivals[island].length)
        if (arrived < 0) makers[island](plan, own, out)
        else out.set(migration.genomeAt(arrivals[island][arrived]))
      }
    },
    tell(search, state, shared, plan, population, costs) {
      const { choose } = search.options.migration
      const leaving = migrates(search.options.migration, plan.generation)
      const migration = migrationOf(search, shared)
      if (costs.resampled === true) state.resampled = true
      // What was the best when costs were others may only have been the luckiest.
      if (state.resampled) for (const kept of [state.best, ...state.emigrants]) forget(kept)
      let from = 0
      for (const [island, own] of searchesOf(search).entries()) {
        const planned = plan.islands[island]
        const rows = new IslandPopulation(population, from)
        const scored = islandCosts(costs, from, planned.count)
        const kept = state.emigrants[island]
        const genomes = migration.sentBy(island)
        if (choose === 'best') keepBest(kept, genomes, rows, scored)
        else if (leaving)
          keepRandom(kept, genomes, rows, scored, { seed: own.seed, generation: plan.generation })
        note(state.best, island, scored)
        const strategy = strategyOf(own.options)
        strategy.tell(own, state.islands[island], partOf(shared, island), planned, rows, scored)
        from += planned.count
      }
      state.generation++
      if (leaving) state.migrations++
      state.arrivals = leaving
        ? migration.arrivals(state.emigrants)
        : plan.islands.map(() => new Uint32Array(0))
    },
    figures({ best: { cost }, migrations }) {
      const own = Array.from(cost, (value, island) => [`cost${island + 1}`, value] as const)
      const scored = own.filter(([, value]) => value < Number.POSITIVE_INFINITY)
      return { ...Object.fromEntries(scored), migrations }
    },
  }
}

/** Puts what is wrong with an island's options at their place. */
function inPlace<T>(place: string, of: () => T): T {
  try {
    return of()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const field = error.issue.field?.replace('strategy.', `strategy.${place}.`)
    throw new InputError({ ...error.issue, field }, { cause: error })
  }
}
