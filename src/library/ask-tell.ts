import { type BuiltSearch, buildSearch } from '../config/build/search.ts'
import type { Draft } from '../config/draft.ts'
import type { NetworkConfig } from '../config/schema/network.ts'
import { parseSearch } from '../config/search.ts'
import { InputError, quote } from '../errors.ts'
import { checkCosts } from '../evaluation/costs.ts'
import { costOf, type Direction } from '../math/direction.ts'
import type { Genome } from '../random/genome.ts'
import type { StrategySnapshot } from '../strategies/bind.ts'
import type { EvolutionOptions } from '../strategies/index.ts'
import { type Costs, compare, ranking } from '../strategies/ranking.ts'
import type { GenerationPlan } from '../strategies/strategy.ts'
import type { VectorOptions } from '../strategies/vector-options.ts'
import { type Answers, readAnswers } from './answers.ts'

/** The name of a strategy that has a population. */
export type StrategyKind = EvolutionOptions['kind']

/** Options of every search: the keys of the strategy in a config, and these. */
type CommonOptions<Kind extends StrategyKind> = {
  readonly [Key in Exclude<keyof Extract<EvolutionOptions, { readonly kind: Kind }>, 'kind'>]?:
    | Draft<Extract<EvolutionOptions, { readonly kind: Kind }>[Key]>
    | undefined
} & {
  /** 0 … 2³²-1; default 1. */
  readonly seed?: number | undefined
  /** Which fitness is better; default minimize. */
  readonly direction?: Direction | undefined
}

/** No other key of these. */
type None<Keys extends string> = { readonly [Key in Keys]?: undefined }

/** Options of a search for a vector of numbers; see `VectorOptions`. */
export type VectorSearch<Kind extends StrategyKind = StrategyKind> = CommonOptions<Kind> &
  Omit<VectorOptions, 'initial'> & {
    /** Where the search starts: the first genome is exactly this one. A number is for all genes. */
    readonly start?: VectorOptions['initial']
  } & None<'topology' | 'activation' | 'output' | 'recurrent' | 'bias' | 'init'>

/** Options of a search for the weights of a network. */
export type NetworkSearch<Kind extends StrategyKind = StrategyKind> = CommonOptions<Kind> &
  Draft<Pick<NetworkConfig, 'activation' | 'output' | 'recurrent' | 'bias' | 'init'>> & {
    /** The widths of all layers: inputs, hidden layers, outputs. */
    readonly topology: readonly number[]
  } & None<'length' | 'lower' | 'upper' | 'start' | 'integer'>

/** The best individual so far. */
export interface Best<G extends Genome = Genome> {
  /** (P) */
  readonly genome: G
  readonly fitness: number
  readonly violation: number
}

/** A search between two generations, as plain data. */
export interface SearchSnapshot {
  readonly kind: string
  /** P */
  readonly length: number
  readonly generation: number
  readonly best: Best | null
  readonly strategy: StrategySnapshot
}

/** A strategy for a loop of your own: it makes genomes, you say what each is worth. */
export class AskTell<G extends Genome = Genome> {
  readonly #kind: StrategyKind
  readonly #direction: Direction
  readonly #search: BuiltSearch
  #plan: GenerationPlan | null = null
  #generation = 0
  #best: Best | null = null

  /** @param search allocated for this alone */
  constructor(kind: StrategyKind, direction: Direction, search: BuiltSearch) {
    this.#kind = kind
    this.#direction = direction
    this.#search = search
  }

  /**
   * Makes the next generation. Asking again before `tell` makes the same genomes.
   * @returns (N, P) views, valid until `tell`
   */
  ask(): readonly G[] {
    const { strategy, population, materialise } = this.#search
    const plan = strategy.plan()
    this.#plan = plan
    return Array.from({ length: plan.count }, (_, row) => {
      const genome = population.row(row)
      materialise(plan, row, genome)
      return genome as G
    })
  }

  /**
   * Says what the genomes of the last `ask` are worth, and ends the generation.
   * @param answers one per genome, in the order of the genomes
   * @throws InputError, which changes nothing, if nothing was asked or the answers do not fit
   */
  tell(answers: Answers): void {
    if (this.#plan === null) {
      throw new InputError({ field: 'tell', expected: 'an ask before each tell', found: 'none' })
    }
    const { fitness, violation } = readAnswers(answers, this.#plan.count)
    const costs = checkCosts(fitness, violation, this.#direction)
    this.#consider(costs)
    this.#search.strategy.tell(this.#search.population, costs)
    this.#plan = null
    this.#generation++
  }

  /** A copy of the best individual so far; null while there is none without a failure. */
  get best(): Best<G> | null {
    return this.#best && ({ ...this.#best, genome: this.#best.genome.slice() } as Best<G>)
  }

  /** How many generations have been told. */
  get generation(): number {
    return this.#generation
  }

  /** The strategy's own figures, such as `sigma`. */
  get figures(): Readonly<Record<string, number>> {
    return this.#search.strategy.figures()
  }

  /** The search as it is after the last `tell`: a copy for `structuredClone` or another thread. */
  snapshot(): SearchSnapshot {
    const { strategy, population } = this.#search
    return {
      kind: this.#kind,
      length: population.length,
      generation: this.#generation,
      best: this.best,
      strategy: strategy.snapshot(),
    }
  }

  /**
   * Goes on from a snapshot of a search with the same options, bit for bit. What was asked before is void.
   * @throws InputError, which changes nothing, for a snapshot of another kind or size
   */
  restore(saved: SearchSnapshot): void {
    const now = this.snapshot()
    const isSame =
      saved?.kind === now.kind &&
      saved.length === now.length &&
      Object.entries(now.strategy.shared).every(
        ([name, vector]) => saved.strategy?.shared?.[name]?.length === vector.length,
      )
    if (!isSame) {
      const expected = `a snapshot of ${now.kind} with ${now.length} genes and the same options`
      const { kind, length } = saved ?? {}
      const found = kind === undefined ? quote(saved) : `${quote(kind)} with ${quote(length)} genes`
      throw new InputError({ field: 'restore', expected, found })
    }
    this.#search.strategy.restore(saved.strategy)
    this.#generation = saved.generation
    this.#best = saved.best && { ...saved.best, genome: saved.best.genome.slice() }
    this.#plan = null
  }

  #consider(costs: Costs): void {
    const [row] = ranking(costs, 1)
    if (costs.cost[row] === Infinity) return
    const best = this.#best
    if (best !== null) {
      const before = {
        cost: Float64Array.of(costOf(best.fitness, this.#direction)),
        violation: Float64Array.of(best.violation),
      }
      if (compare(costs, row, before, 0) >= 0) return
    }
    const fitness = costOf(costs.cost[row], this.#direction)
    const genome = this.#search.population.row(row).slice()
    this.#best = { genome, fitness, violation: costs.violation[row] }
  }
}

/**
 * A strategy to ask for genomes and to tell what they are worth, without a task, files or threads.
 * @param kind of the strategy
 * @param options the keys of the strategy in a config, with `length` for a vector of float64 numbers, or `topology` for the
 * float32 weights of a network
 * @throws InputError that names the option
 */
export function createStrategy<Kind extends StrategyKind>(
  kind: Kind,
  options: VectorSearch<Kind>,
): AskTell<Float64Array>
export function createStrategy<Kind extends StrategyKind>(
  kind: Kind,
  options: NetworkSearch<Kind>,
): AskTell<Float32Array>
export function createStrategy(kind: StrategyKind, options: VectorSearch | NetworkSearch): AskTell {
  const search = parseSearch(kind, options)
  try {
    return new AskTell(kind, search.direction, buildSearch(search))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // The names of a config, which the options of a search do not have.
    const field = error.issue.field
      ?.replace('network.hidden', 'topology')
      .replaceAll(/strategy\.|, task\.data/g, '')
    throw new InputError({ ...error.issue, field }, { cause: error })
  }
}
