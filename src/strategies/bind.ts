import type { Genome } from '../random/genome.ts'
import type { Population } from './population.ts'
import type { Costs } from './ranking.ts'
import type { GenerationPlan, Search, SharedVectors, Strategy } from './strategy.ts'

/** The state of a strategy as plain data: a copy that nothing else refers to. */
export interface StrategySnapshot {
  readonly state: object
  /** A copy of each shared vector. */
  readonly shared: Readonly<Record<string, Genome>>
}

/** A strategy bound to one search. A trainer drives it without knowing the types of its options and state. */
export interface BoundStrategy {
  /** Decides the next generation. */
  plan(): GenerationPlan
  /**
   * Updates the state with the costs of the last plan's rows.
   * @param population the rows as they were scored
   * @param costs (count)
   */
  tell(population: Population, costs: Costs): void
  /** Figures of the state for the metrics. */
  figures(): Readonly<Record<string, number>>
  /** The state between a `tell` and the next `plan`. */
  snapshot(): StrategySnapshot
  /** Continues from a snapshot of the same search. */
  restore(snapshot: StrategySnapshot): void
}

/** @throws RangeError for a snapshot of another search */
function checkFit(
  snapshot: StrategySnapshot,
  own: { readonly state: object; readonly shared: SharedVectors },
): void {
  const keys = (state: object): string => Object.keys(state).toSorted().join(', ')
  const [expected, found] = [keys(own.state), keys(snapshot.state)]
  if (found !== expected) throw new RangeError(`state: expected ${expected}, found ${found}`)
  for (const [name, vector] of Object.entries(own.shared)) {
    const length = snapshot.shared[name]?.length
    if (length === vector.length) continue
    throw new RangeError(
      `shared vector ${name}: expected ${vector.length} numbers, found ${length ?? 'none'}`,
    )
  }
}

/**
 * Binds a strategy to its search, with a fresh state.
 * @param shared the vectors that it declares, as zeros; the code that makes genomes reads the same memory
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
      checkFit(snapshot, { state, shared })
      state = structuredClone(snapshot.state) as State
      plan = null
      for (const [name, vector] of Object.entries(shared)) vector.set(snapshot.shared[name])
    },
  }
}
