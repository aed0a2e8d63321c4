import { type BoundStrategy, bind } from './bind.ts'
import { ga } from './ga/ga.ts'
import type { GaOptions } from './ga/options.ts'
import type {
  GenerationPlan,
  Materialise,
  Search,
  SharedVector,
  SharedVectors,
  Strategy,
} from './strategy.ts'
import type { Vectors } from './vectors.ts'

/** Every strategy of evolution, by kind. */
export const strategies: { readonly ga: typeof ga } = { ga }

/** A strategy of evolution and its own options. */
export type EvolutionOptions = { readonly kind: 'ga' } & GaOptions

/** A search and the strategy that leads it: plain data, from which any thread makes the same genomes. */
export type StrategySpec = Search<EvolutionOptions>

/** The most rows that a generation will ever have, of genomes of `length` genes. */
export function capacityOf(options: EvolutionOptions, length: number): number {
  return strategyOf(options).capacity(options, length)
}

/** The vectors that a strategy shares with whoever makes its genomes. */
export function sharedOf(spec: StrategySpec): readonly SharedVector[] {
  return strategyOf(spec.options).shared(spec)
}

/** A strategy at the start of its search. */
export function bindStrategy(spec: StrategySpec, shared: SharedVectors): BoundStrategy {
  return bind(strategyOf(spec.options), spec, shared)
}

/** What makes the genomes of the plans of a strategy's search. */
export function materialiserOf(
  spec: StrategySpec,
  shared: SharedVectors,
  vectors: Vectors,
): Materialise<GenerationPlan> {
  return strategyOf(spec.options).materialiser(spec, shared, vectors)
}

/** A registry's entry goes with options of its kind, and plans of its own: the compiler cannot see that through the union. */
function strategyOf({ kind }: EvolutionOptions): Strategy<EvolutionOptions, object, GenerationPlan> {
  return strategies[kind] as unknown as Strategy<EvolutionOptions, object, GenerationPlan>
}
