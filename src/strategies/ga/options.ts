import { type CrossoverOptions, crossovers } from '../operators/crossover/index.ts'
import { type MutationOptions, mutations } from '../operators/mutation/index.ts'
import type { SelectionOptions } from '../operators/selection/index.ts'

export interface GaOptions {
  /** N ≥ 2: the size of the population; with `plus` replacement it is λ, the children per generation. */
  readonly population: number
  /** In 0 … N - 1: how many of the best survive unchanged. Ignored with `plus` replacement, where all parents may. */
  readonly elites: number
  /** How many children per generation are fresh genomes (Grefenstette 1992); with the elites at most N. */
  readonly immigrants: number
  /** ≥ 1: the first generation has this many times N individuals; the best of them become parents. */
  readonly initial: number
  /**
   * μ ≥ 1: with `plus` replacement, how many of the best of parents and children become the next parents. Ignored with
   * `generational` replacement.
   */
  readonly parents: number
  /** generational: children replace all but the elites; plus: (μ + λ), no individual is replaced by a worse one. */
  readonly replacement: 'generational' | 'plus'
  readonly selection: SelectionOptions
  readonly crossover: CrossoverOptions
  readonly mutation: MutationOptions
}

/** The defaults for networks. */
export const gaDefaults: GaOptions = {
  population: 50,
  elites: 1,
  immigrants: 0,
  initial: 10,
  parents: 5,
  replacement: 'plus',
  selection: { kind: 'truncation', fraction: 1 },
  crossover: crossovers.arithmetic.defaults,
  mutation: mutations.gaussian,
}

/** The size of the first generation. */
export function founders({ population, initial }: GaOptions): number {
  return population * initial
}

/** M, the number of parents. */
export function parentCount(options: GaOptions): number {
  return options.replacement === 'plus' ? options.parents : options.population
}

/** How many parents may survive unchanged into the next generation, if they are good enough. */
export function survivors(options: GaOptions): number {
  return options.replacement === 'plus' ? options.parents : options.elites
}

/** How many rows of a generation hold new individuals, including immigrants. */
export function children(options: GaOptions): number {
  return options.replacement === 'plus' ? options.population : options.population - options.elites
}
