import { sortedQuantile } from '../math/quantile.ts'
import { type Costs, compare } from '../strategies/ranking.ts'

/** Statistics of the costs of one generation. Failures are left out; null if every individual failed. */
export interface CostSummary {
  /** The best row: smallest violation, then lowest cost, then first row. */
  readonly bestRow: number
  readonly best: number
  readonly mean: number
  readonly median: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
}

/** @param costs (count) */
export function summarise(costs: Costs): CostSummary | null {
  const sorted = costs.cost.filter((value) => value < Number.POSITIVE_INFINITY).sort()
  if (sorted.length === 0) return null
  let bestRow = 0
  for (let row = 1; row < costs.cost.length; row++) {
    if (compare(costs, row, costs, bestRow) < 0) bestRow = row
  }
  return {
    bestRow,
    best: costs.cost[bestRow]!,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    median: sortedQuantile(sorted, 0.5),
    lowerQuartile: sortedQuantile(sorted, 0.25),
    upperQuartile: sortedQuantile(sorted, 0.75),
  }
}
