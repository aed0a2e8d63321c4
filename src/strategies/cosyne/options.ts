import type { DistributionOptions } from '../distribution/options.ts'

export interface CosyneOptions {
  /** m ≥ 4: the weights of each subpopulation, which are also the individuals of a generation. */
  readonly population: number
  /** In (0, 0.5]: the share of the best individuals that breed. Their offspring replace the worst, twice as many, but no parent. */
  readonly fraction: number
  /** In [0, 1]: the probability that a gene of an offspring mutates. */
  readonly rate: number
  /** α > 0: the scale of the Cauchy noise that mutation adds. */
  readonly sigma: number
  /** The unit of α: 1, or each gene's standard deviation in a fresh genome. */
  readonly scale: DistributionOptions['scale']
  /** The first weights: those of fresh genomes, or uniform within ± this of their centre; > 0. */
  readonly range: 'prior' | number
  /**
   * Which weights change their place within their subpopulation. full: all; fitness: each with a probability so that an individual stays
   * whole with the probability of its relative fitness (equation 1). Those of new offspring never do.
   */
  readonly permutation: 'full' | 'fitness'
}

export const cosyneDefaults: CosyneOptions = {
  population: 40,
  fraction: 0.25,
  rate: 0.3,
  sigma: 0.3,
  scale: 'prior',
  range: 'prior',
  permutation: 'full',
}

/** The number of individuals that breed: at least 1. */
export function breeding({ population, fraction }: CosyneOptions): number {
  return Math.max(1, Math.floor(fraction * population))
}

/** l, the number of their offspring: two for each of them, as long as no parent is replaced. */
export function bred(options: CosyneOptions): number {
  const parents = breeding(options)
  return Math.min(2 * parents, options.population - parents)
}
