/** Evaluations that a strategy needs on functions that the field knows. */

import { vectors } from '../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import { bind } from '../../src/strategies/bind.ts'
import { Population } from '../../src/strategies/population.ts'
import type { GenerationPlan, Search, Strategy } from '../../src/strategies/strategy.ts'
import { vectorGenome } from '../../src/strategies/vector-genome.ts'

/** How a search starts and ends. */
export interface Trial {
  readonly dimension: number
  /** Every gene at the start; absent if genes are drawn between their bounds. */
  readonly start?: number
  /** Every gene is within ± this. */
  readonly within?: number
  readonly target: number
  readonly seed: number
  /** The most evaluations, default 100,000. */
  readonly most?: number
}

/** Evaluations until a cost is at most the target; Infinity after the most. */
export function evaluationsTo<Options extends object, State extends object, Plan extends GenerationPlan>(
  strategy: Strategy<Options, State, Plan>,
  options: Partial<Options>,
  cost: (x: Float64Array) => number,
  { dimension, start, within = Infinity, target, seed, most = 100_000 }: Trial,
): number {
  const problem = {
    ...vectorGenome({ length: dimension, lower: -within, upper: within, initial: start }),
    resampled: false,
  }
  const own = { ...strategy.defaults(problem), ...options }
  const search: Search<Options> = { problem, options: own, seed }
  const shared = allocateShared(strategy.shared(search))
  const bound = bind(strategy, search, shared)
  const make = strategy.materialiser(search, shared, vectors)
  const { rows } = strategy.capacity(own, dimension)
  const population = new Population(dimension, new Float64Array(rows * dimension))
  for (let evaluations = 0; evaluations < most; ) {
    const plan = bound.plan() as Plan
    const costs = new Float64Array(plan.count)
    for (let row = 0; row < plan.count; row++) {
      make(plan, row, population.row(row))
      costs[row] = cost(population.row(row) as Float64Array)
      evaluations++
      if (costs[row]! <= target) return evaluations
    }
    bound.tell(population, { cost: costs, violation: new Float64Array(plan.count) })
  }
  return Number.POSITIVE_INFINITY
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}
