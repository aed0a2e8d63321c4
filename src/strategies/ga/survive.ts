import type { Population } from '../population.ts'
import { type Costs, compare, ranking } from '../ranking.ts'
import type { Search, SharedVectors } from '../strategy.ts'
import { parentsName, stepSizeOf } from './offspring.ts'
import { type GaOptions, parentCount, survivors } from './options.ts'
import type { GaParents, GaPlan, GaState } from './state.ts'

/**
 * The share of the children that are better than their first parent; null if there are no children.
 * @param costs (count) costs of the rows of the plan
 */
export function successOf(
  { parents }: GaState,
  { count, again, foreign = 0, pairs }: GaPlan,
  costs: Costs,
): number | null {
  const children = Math.min(pairs.length / 2, count - again - foreign)
  if (children === 0) return null
  let better = 0
  for (let k = 0; k < children; k++) {
    const rank = pairs[2 * k]
    // For a parent that was scored again, the new cost counts.
    const before = rank < again ? costs : parents
    if (compare(costs, again + k, before, rank) < 0) better++
  }
  return better / children
}

/**
 * The next parents: the best of the new individuals and of the parents that may survive. In a tie the new one wins.
 * Their genomes take the places of the parents' in the shared vector.
 */
export function succeed(
  search: Search<GaOptions>,
  { parents: old }: GaState,
  shared: SharedVectors,
  plan: GaPlan,
  population: Population,
  costs: Costs,
): GaParents {
  const { options, problem } = search
  const { again, count } = plan
  const elders = Math.min(survivors(options), old.cost.length)
  const fresh = count - again
  // A parent that was scored again is also a row of the population, and learning may have changed that row.
  const rescored = again > 0
  const all = join(
    { cost: costs.cost.subarray(again), violation: costs.violation.subarray(again) },
    rescored ? head(costs, again) : head(old, elders),
  )
  const chosen = ranking(all, Math.min(parentCount(options), all.cost.length))

  const parents = shared[parentsName]
  const { length } = problem
  const place = (rank: number): number => rank * length
  // Those that survive step aside first, since the others take their places.
  const aside = parentCount(options)
  let survived = 0
  if (!rescored) {
    for (const index of chosen) {
      if (index < fresh) continue
      const rank = index - fresh
      parents.copyWithin(place(aside + survived++), place(rank), place(rank + 1))
    }
  }
  survived = 0
  chosen.forEach((index, rank) => {
    if (index < fresh) parents.set(population.row(again + index), place(rank))
    else if (rescored) parents.set(population.row(index - fresh), place(rank))
    else {
      const at = place(aside + survived++)
      parents.copyWithin(place(rank), at, at + length)
    }
  })
  return {
    cost: pick(all.cost, chosen),
    violation: pick(all.violation, chosen),
    sigma: Float64Array.from(chosen, (index) =>
      index < fresh ? stepSizeOf(search, plan, again + index) : old.sigma[index - fresh],
    ),
  }
}

function head({ cost, violation }: Costs, count: number): Costs {
  return { cost: cost.subarray(0, count), violation: violation.subarray(0, count) }
}

function join(first: Costs, second: Costs): Costs {
  const both = (a: Float64Array, b: Float64Array): Float64Array => {
    const all = new Float64Array(a.length + b.length)
    all.set(a)
    all.set(b, a.length)
    return all
  }
  return { cost: both(first.cost, second.cost), violation: both(first.violation, second.violation) }
}

function pick(values: Float64Array, indices: Uint32Array): Float64Array {
  return Float64Array.from(indices, (index) => values[index])
}
