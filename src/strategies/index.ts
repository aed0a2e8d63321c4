import { type BoundStrategy, bind } from './bind.ts'
import type { Capacity } from './capacity.ts'
import { type CmaOptions, cmaEs } from './cma/cma-es.ts'
import { type SepCmaOptions, sepCmaEs } from './cma/sep-cma-es.ts'
import { cosyne } from './cosyne/cosyne.ts'
import type { CosyneOptions } from './cosyne/options.ts'
import { de } from './de/de.ts'
import type { DeOptions } from './de/options.ts'
import { ga } from './ga/ga.ts'
import { type GaOptions, gaDefaults } from './ga/options.ts'
import { type IslandStrategy, type IslandsPlan, type IslandsState, islandsOf } from './islands/islands.ts'
import { type IslandsOptions, islandList } from './islands/options.ts'
import { type OpenAiEsOptions, openAiEs } from './mirrored/openai-es.ts'
import { type PgpeOptions, pgpe } from './mirrored/pgpe.ts'
import { type CrFmNesOptions, crFmNes } from './nes/cr-fm-nes.ts'
import { type SnesOptions, snes } from './nes/snes.ts'
import { type XnesOptions, xnes } from './nes/xnes.ts'
import { type RandomSearchOptions, randomSearch } from './random-search.ts'
import type {
  GenerationPlan,
  Materialise,
  Search,
  SharedVector,
  SharedVectors,
  Strategy,
} from './strategy.ts'
import type { Vectors } from './vectors.ts'

/** Every evolution strategy of one population, by kind. */
const populations: {
  readonly ga: typeof ga
  readonly 'cma-es': typeof cmaEs
  readonly 'sep-cma-es': typeof sepCmaEs
  readonly snes: typeof snes
  readonly xnes: typeof xnes
  readonly 'cr-fm-nes': typeof crFmNes
  readonly 'openai-es': typeof openAiEs
  readonly pgpe: typeof pgpe
  readonly de: typeof de
  readonly cosyne: typeof cosyne
  readonly random: typeof randomSearch
} = {
  ga,
  'cma-es': cmaEs,
  'sep-cma-es': sepCmaEs,
  snes,
  xnes,
  'cr-fm-nes': crFmNes,
  'openai-es': openAiEs,
  pgpe,
  de,
  cosyne,
  random: randomSearch,
}

/** The kind of a strategy of one population, and its options. */
export type PopulationOptions =
  | ({ readonly kind: 'ga' } & GaOptions)
  | ({ readonly kind: 'cma-es' } & CmaOptions)
  | ({ readonly kind: 'sep-cma-es' } & SepCmaOptions)
  | ({ readonly kind: 'snes' } & SnesOptions)
  | ({ readonly kind: 'xnes' } & XnesOptions)
  | ({ readonly kind: 'cr-fm-nes' } & CrFmNesOptions)
  | ({ readonly kind: 'openai-es' } & OpenAiEsOptions)
  | ({ readonly kind: 'pgpe' } & PgpeOptions)
  | ({ readonly kind: 'de' } & DeOptions)
  | ({ readonly kind: 'cosyne' } & CosyneOptions)
  | ({ readonly kind: 'random' } & RandomSearchOptions)

/** The kind of a strategy and its options. */
export type EvolutionOptions =
  | PopulationOptions
  | ({ readonly kind: 'islands' } & IslandsOptions<PopulationOptions>)

/** Every evolution strategy, by kind. */
export const strategies: typeof populations & {
  readonly islands: Strategy<IslandsOptions<PopulationOptions>, IslandsState, IslandsPlan>
} = {
  ...populations,
  islands: islandsOf<PopulationOptions>(
    ({ kind }) => populations[kind] as unknown as IslandStrategy<PopulationOptions>,
    { kind: 'ga', ...gaDefaults },
  ),
}

/** A search and its strategy as plain data, from which any thread makes the same genomes. */
export type StrategySpec = Search<EvolutionOptions>

/** The most rows of a generation, for genomes of `length` genes. */
export function capacityOf(options: EvolutionOptions, length: number): Capacity {
  return strategyOf(options).capacity(options, length)
}

/** The population as its options say it, for genomes of `length` genes; of one that changes, the first. */
export function populationOf(options: EvolutionOptions, length: number): number {
  if (options.kind === 'islands') {
    return islandList(options).reduce((sum, island) => sum + populationOf(island, length), 0)
  }
  return options.population === 'auto' ? capacityOf(options, length).first : options.population
}

/** The vectors that a strategy shares with the code that makes its genomes. */
export function sharedOf(spec: StrategySpec): readonly SharedVector[] {
  return strategyOf(spec.options).shared(spec)
}

/** A strategy at the start of its search. */
export function bindStrategy(spec: StrategySpec, shared: SharedVectors): BoundStrategy {
  return bind(strategyOf(spec.options), spec, shared)
}

/** Returns the materialiser for the plans of a strategy's search. */
export function materialiserOf(
  spec: StrategySpec,
  shared: SharedVectors,
  vectors: Vectors,
): Materialise<GenerationPlan> {
  return strategyOf(spec.options).materialiser(spec, shared, vectors)
}

/** An entry takes the options of its own kind and its own plans. The compiler cannot infer that through the union. */
function strategyOf({ kind }: EvolutionOptions): Strategy<EvolutionOptions, object, GenerationPlan> {
  return strategies[kind] as unknown as Strategy<EvolutionOptions, object, GenerationPlan>
}
