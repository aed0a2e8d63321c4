import type { Capacity } from '../capacity.ts'

export interface DeOptions {
  /**
   * N_init ≥ 4: the individuals of the first generation. `auto` is 18 P, as in the paper, but at most 1,800, a hundredth of the
   * evaluations, and 2²⁴ genes in all; at least 10.
   */
  readonly population: number | 'auto'
  /** The evaluations over which the population shrinks to 4, ≥ 1. */
  readonly evaluations: number
  /** p in (0, 1]: the share of the best that trials are drawn to. */
  readonly best: number
  /** r_arc ≥ 0: the size of the archive, as a multiple of the population. */
  readonly archive: number
  /** H ≥ 1: how many pairs of F and CR the memory of successes holds. */
  readonly memory: number
}

/** The values of the paper, with the budget of its competition. */
export function deDefaults(length: number): DeOptions {
  return { population: 'auto', evaluations: 10_000 * length, best: 0.11, archive: 2.6, memory: 6 }
}

/** N_min: a trial is made of four individuals. */
const smallestPopulation = 4

/** N_init of the 100 genes that the paper goes up to. */
const mostByDefault = 1800
const leastByDefault = 10
const mostGenes = 2 ** 24

/** N_init, for genomes of `length` genes. */
export function firstSize({ population, evaluations }: DeOptions, length: number): number {
  if (population !== 'auto') return population
  const most = Math.min(mostByDefault, Math.floor(evaluations / 100), Math.floor(mostGenes / length))
  return Math.max(leastByDefault, Math.min(18 * length, most))
}

/** N after so many evaluations: it falls on a straight line (equation 10). */
export function sizeAfter(options: DeOptions, length: number, evaluations: number): number {
  const first = firstSize(options, length)
  const share = evaluations / options.evaluations
  return Math.max(smallestPopulation, Math.round(first + (smallestPopulation - first) * share))
}

/** The most genomes that the archive holds beside a population. */
export function archiveSize({ archive }: DeOptions, population: number): number {
  return Math.round(archive * population)
}

/** With parents that are scored again, a generation is twice its population. */
export function deCapacity(options: DeOptions, length: number): Capacity {
  const first = firstSize(options, length)
  return { first, rows: 2 * first, later: 2 * first }
}
