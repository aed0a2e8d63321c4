import type { Population } from '../population.ts'
import { ranking } from '../ranking.ts'
import type { Search } from '../strategy.ts'
import { breeders, type GaOptions, survivors } from './options.ts'
import type { Breeders, GaState } from './state.ts'

/** Individuals that may breed next, in rows of one slab. */
interface Candidates {
  /** (count, P) */
  readonly genomes: Float32Array
  /** (count) */
  readonly cost: Float64Array
  /** (count) */
  readonly sigma: Float64Array
}

/**
 * The share of the children that cost less than their first parent; null where there are none.
 * @param cost (count) of the rows of the last ask
 */
export function successOf({ breeders, brood }: GaState, cost: Float64Array): number | null {
  const { parent, survivors } = brood
  if (parent.length === 0) return null
  let better = 0
  for (let k = 0; k < parent.length; k++) {
    const before = parent[k] < survivors ? cost[parent[k]] : breeders.cost[parent[k]]
    if (cost[survivors + k] < before) better++
  }
  return better / parent.length
}

/** The next breeders: the best of the children and of those that may survive. Of equals the child goes first. */
export function succeed(
  { problem, options }: Search<GaOptions>,
  { breeders: old, brood }: GaState,
  population: Population,
  cost: Float64Array,
): Breeders {
  const { length } = problem
  const first = brood.survivors
  const newborn: Candidates = {
    genomes: population.genomes.subarray(first * length, cost.length * length),
    cost: cost.subarray(first),
    sigma: brood.sigma,
  }
  const count = Math.min(survivors(options), old.cost.length)
  const elder: Candidates = {
    // Who was scored once more stands in the population as well, and may have learnt since.
    genomes: first === 0 ? old.genomes : population.genomes,
    cost: first === 0 ? old.cost.subarray(0, count) : cost.subarray(0, first),
    sigma: old.sigma,
  }
  return best(breeders(options), length, newborn, elder)
}

/** The best `count` of both, or all where there are fewer, in a slab of their own. */
function best(count: number, length: number, newborn: Candidates, elder: Candidates): Breeders {
  const n = newborn.cost.length
  const all = new Float64Array(n + elder.cost.length)
  all.set(newborn.cost)
  all.set(elder.cost, n)
  const chosen = ranking(all).subarray(0, count)

  const genomes = new Float32Array(chosen.length * length)
  const cost = new Float64Array(chosen.length)
  const sigma = new Float64Array(chosen.length)
  chosen.forEach((index, rank) => {
    const [from, row] = index < n ? [newborn, index] : [elder, index - n]
    genomes.set(from.genomes.subarray(row * length, (row + 1) * length), rank * length)
    cost[rank] = from.cost[row]
    sigma[rank] = from.sigma[row]
  })
  return { genomes, cost, sigma }
}
