import { sortedQuantile } from '../math/quantile.ts'
import type { Population } from '../strategies/population.ts'
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

/** How many genes diversity is computed from: enough for an estimate, few enough to be fast. */
const sampledGenes = 256

const blockRows = 64

/**
 * The diversity of a population: the standard deviation of a gene over the population, averaged over up to 256 genes
 * that are spread evenly over the genome.
 * @param count number of rows in use
 */
export function diversity({ genomes, length }: Population, count: number): number {
  const genes = Math.min(length, sampledGenes)
  const sums = new Float64Array(genes)
  const squares = new Float64Array(genes)
  // Sums of squares in float64 are precise enough. A block of rows stays in the cache.
  for (let from = 0; from < count; from += blockRows) {
    const end = Math.min(from + blockRows, count) * length
    for (let k = 0; k < genes; k++) {
      let sum = sums[k]!
      let square = squares[k]!
      for (let at = from * length + Math.floor((k * length) / genes); at < end; at += length) {
        const gene = genomes[at]!
        sum += gene
        square += gene * gene
      }
      sums[k] = sum
      squares[k] = square
    }
  }
  let sum = 0
  for (let k = 0; k < genes; k++) {
    const mean = sums[k]! / count
    sum += Math.sqrt(Math.max(0, squares[k]! / count - mean * mean))
  }
  return sum / genes
}
