import { log } from '../../math/float64/index.ts'
import { type Costs, ranking } from '../ranking.ts'

/**
 * (λ) the utility of each row: max(0, ln(λ/2 + 1) - ln k) for rank k, scaled to sum to 1, less 1/λ (Wierstra et al., "Natural Evolution
 * Strategies", JMLR 15, 2014, section 3.1).
 */
export function utilities(costs: Costs): Float64Array {
  const count = costs.cost.length
  const raw = Float64Array.from({ length: count }, (_, rank) =>
    Math.max(0, log(count / 2 + 1) - log(rank + 1)),
  )
  const total = raw.reduce((sum, value) => sum + value, 0)
  const byRow = new Float64Array(count)
  ranking(costs).forEach((row, rank) => {
    byRow[row] = raw[rank] / total - 1 / count
  })
  return byRow
}
