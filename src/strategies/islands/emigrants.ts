import type { Genome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import type { Population } from '../population.ts'
import { type Costs, compare, ranking } from '../ranking.ts'

/** The individuals that an island sends. An empty place has the cost +Infinity. */
export interface Emigrants {
  /** (n) best first, if they are the best */
  cost: Float64Array
  violation: Float64Array
}

export function noEmigrants(count: number): Emigrants {
  return { cost: new Float64Array(count).fill(Number.POSITIVE_INFINITY), violation: new Float64Array(count) }
}

/** Empties all places. */
export function forget({ cost, violation }: Emigrants): void {
  cost.fill(Number.POSITIVE_INFINITY)
  violation.fill(0)
}

/** Remembers the costs of the best of a generation at a place, if it is better than the one there. */
export function note(best: Emigrants, place: number, costs: Costs): void {
  const [row] = ranking(costs, 1)
  if (compare(costs, row, best, place) >= 0) return
  best.cost[place] = costs.cost[row]
  best.violation[place] = costs.violation[row]
}

/**
 * Keeps the best of those that were kept and of a generation, each genome once.
 * @param genomes (n, P) of those that were kept
 */
export function keepBest(kept: Emigrants, genomes: Genome, population: Population, costs: Costs): void {
  const { length } = population
  const { cost, violation } = kept
  const n = cost.length
  for (const row of ranking(costs, Math.min(n, costs.cost.length))) {
    if (compare(costs, row, kept, n - 1) >= 0) return
    let place = n - 1
    while (place > 0 && compare(costs, row, kept, place - 1) < 0) place--
    const genome = population.row(row)
    const twin = place > 0 && compare(costs, row, kept, place - 1) === 0 ? place - 1 : null
    if (twin !== null && isSame(genomes.subarray(twin * length, (twin + 1) * length), genome)) continue
    cost.copyWithin(place + 1, place, n - 1)
    violation.copyWithin(place + 1, place, n - 1)
    genomes.copyWithin((place + 1) * length, place * length, (n - 1) * length)
    cost[place] = costs.cost[row]
    violation[place] = costs.violation[row]
    genomes.set(genome, place * length)
  }
}

/**
 * Keeps individuals of a generation, drawn at random from those that have not failed.
 * @param genomes (n, P) where they are kept
 * @param at the draws' place
 */
export function keepRandom(
  kept: Emigrants,
  genomes: Genome,
  population: Population,
  costs: Costs,
  at: { readonly seed: number; readonly generation: number },
): void {
  forget(kept)
  const rows = Array.from(costs.cost.keys()).filter((row) => costs.cost[row] < Number.POSITIVE_INFINITY)
  const stream = new RandomStream({ ...at, purpose: purpose.migration })
  for (let place = 0; place < kept.cost.length; place++) {
    if (rows.length === 0) return
    const [row] = rows.splice(stream.integer(rows.length), 1) as [number]
    kept.cost[place] = costs.cost[row]
    kept.violation[place] = costs.violation[row]
    genomes.set(population.row(row), place * population.length)
  }
}

/** Whether a genome is among those that an island keeps. */
export function isKept(kept: Emigrants, genomes: Genome, genome: Genome): boolean {
  const { length } = genome
  return kept.cost.some(
    (cost, place) =>
      cost < Number.POSITIVE_INFINITY &&
      isSame(genomes.subarray(place * length, (place + 1) * length), genome),
  )
}

export function isSame(first: Genome, second: Genome): boolean {
  for (let p = 0; p < first.length; p++) if (first[p] !== second[p]) return false
  return true
}
