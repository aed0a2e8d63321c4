import { costOf, type Direction } from '../math/direction.ts'
import type { Costs } from '../strategies/ranking.ts'

/** The checked costs of one generation. */
export interface CheckedCosts extends Costs {
  readonly failures: number
  /** True if the same genome may have another cost in the next generation. */
  readonly resampled: boolean
}

/**
 * Converts fitness to costs for a strategy: lower is better, and any value that is not finite is a failure.
 * @param fitness (count)
 * @param violation (count) ignored for failures
 * @param resampled whether the same genome may have another fitness in the next generation
 */
export function checkCosts(
  fitness: Float64Array,
  violation: Float64Array,
  direction: Direction,
  resampled = false,
): CheckedCosts {
  let failures = 0
  const cost = fitness.map((value) => {
    if (Number.isFinite(value)) return costOf(value, direction)
    failures++
    return Number.POSITIVE_INFINITY
  })
  return { cost, violation: violation.slice(), failures, resampled }
}
