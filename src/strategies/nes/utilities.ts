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

/**
 * Shortens a step that no sample has: genes that learning has carried away by many step sizes would otherwise drown all others (Hansen,
 * "Injecting External Solutions Into CMA-ES", 2011, section 2).
 * @param z (P) the step where samples are standard normal
 * @param y (P) the same step elsewhere
 */
export function shorten(z: Float64Array, y: Float64Array): void {
  let squares = 0
  for (let p = 0; p < z.length; p++) squares += z[p] * z[p]
  const length = Math.sqrt(squares)
  const most = Math.sqrt(z.length) + 4
  if (length <= most) return
  for (let p = 0; p < z.length; p++) {
    z[p] *= most / length
    y[p] *= most / length
  }
}

/**
 * A logarithm of a growth, limited to ±1. Samples stay far below that; genes that learning has carried away by many step sizes do not, and
 * would make the distribution overflow.
 */
export function limited(exponent: number): number {
  return Math.min(Math.max(exponent, -1), 1)
}
