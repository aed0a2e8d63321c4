import { parameterCount, type Topology } from '../../model/topology.ts'
import { type SearchFacts, strategyFor } from '../../strategies/auto.ts'
import { gaDefaults } from '../../strategies/ga/options.ts'
import type { Task } from '../../tasks/task.ts'
import { isOf, strategySchema } from '../schema/strategy.ts'
import type { Config } from '../schema.ts'

/** A config that names its strategy. */
interface ChosenStrategy {
  readonly config: Config
  /** What was chosen, and why; undefined if the config has named it. */
  readonly chosen?: string
}

/** Chooses a strategy for what is known of a run before it starts, if the config leaves it open. */
export function chooseStrategy(config: Config, task: Task, topology: Topology | null): ChosenStrategy {
  const { strategy } = config
  if (!isOf('open', strategy)) return { config }
  const { kind, why } = strategyFor(factsOf(config, task, topology))
  const own = strategySchema.parse({ kind, monitor: strategy.monitor })
  return { config: { ...config, strategy: own }, chosen: `chosen by auto: ${why}` }
}

function factsOf({ task: { batch }, stop }: Config, task: Task, topology: Topology | null): SearchFacts {
  const { custom, supervised, genome } = task
  const episodes = custom?.options.episodes ?? 1
  const samples = supervised?.data.train.count ?? 0
  return {
    length: topology === null ? genome!.length : parameterCount(topology),
    isNetwork: topology !== null,
    hasWholeNumbers: topology === null && genome!.integer !== null,
    // Several episodes are asked for where one says little.
    isNoisy: (batch !== undefined && batch < samples) || episodes > 1,
    budget: budgetOf(stop, episodes),
  }
}

/** How many individuals a run may score; null if only the clock or a target ends it. */
function budgetOf({ evaluations, generations }: Config['stop'], episodes: number): number | null {
  const byGenerations =
    generations === undefined ? Number.POSITIVE_INFINITY : generations * gaDefaults.population
  const byEvaluations = evaluations === undefined ? Number.POSITIVE_INFINITY : evaluations / episodes
  const least = Math.min(byGenerations, byEvaluations)
  return least === Number.POSITIVE_INFINITY ? null : Math.floor(least)
}
