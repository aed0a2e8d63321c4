import { costOf, type Direction } from '../math/direction.ts'
import type { Costs } from '../strategies/ranking.ts'

/** The checked costs of one generation. */
export interface CheckedCosts extends Costs {
  readonly failures: number
}

/**
 * Converts fitness to costs for a strategy: lower is better, and any value that is not finite is a failure.
 * @param fitness (count)
 * @param violation (count) ignored for failures
 */
export function checkCosts(
  fitness: Float64Array,
  violation: Float64Array,
  direction: Direction,
): CheckedCosts {
  let failures = 0
  const cost = fitness.map((value) => {
    if (Number.isFinite(value)) return costOf(value, direction)
    failures++
    return Number.POSITIVE_INFINITY
  })
  return { cost, violation: violation.slice(), failures }
}
