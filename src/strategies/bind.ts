import type { Genome } from '../random/genome.ts'
import type { Population } from './population.ts'
import type { Costs } from './ranking.ts'
import type { GenerationPlan, Search, SharedVectors, Strategy } from './strategy.ts'

/** All that a strategy remembers, as plain data that nothing else holds on to. */
export interface StrategySnapshot {
  readonly state: object
  /** A copy of each shared vector. */
  readonly shared: Readonly<Record<string, Genome>>
}

/** A strategy at work on one search: what a trainer drives, whatever its options and its state are made of. */
export interface BoundStrategy {
  /** Decides the next generation. */
  plan(): GenerationPlan
  /**
   * Takes what the rows of the last plan cost.
   * @param population the rows as they were scored
   * @param costs (count)
   */
  tell(population: Population, costs: Costs): void
  /** Figures of the state worth a place in the metrics. */
  figures(): Readonly<Record<string, number>>
  /** What it remembers between a `tell` and the next `plan`. */
  snapshot(): StrategySnapshot
  /** Goes on from a snapshot of the same search. */
  restore(snapshot: StrategySnapshot): void
}

/**
 * Closes a strategy over its search and a fresh state.
 * @param shared the vectors that it declares, as zeros; whoever makes its genomes sees the same
 */
export function bind<Options extends object, State extends object, Plan extends GenerationPlan>(
  strategy: Strategy<Options, State, Plan>,
  search: Search<Options>,
  shared: SharedVectors,
): BoundStrategy {
  let state = strategy.init(search)
  let plan: Plan | null = null
  return {
    plan() {
      plan = strategy.plan(search, state)
      return plan
    },
    tell(population, costs) {
      if (plan === null) throw new RangeError('tell: expected a plan before it, found none')
      strategy.tell(search, state, shared, plan, population, costs)
      plan = null
    },
    figures: () => strategy.figures(state),
    snapshot: () => ({
      state: structuredClone(state),
      shared: Object.fromEntries(Object.entries(shared).map(([name, vector]) => [name, vector.slice()])),
    }),
    restore(snapshot) {
      state = structuredClone(snapshot.state) as State
      plan = null
      for (const [name, vector] of Object.entries(shared)) vector.set(snapshot.shared[name])
    },
  }
}
