import type { Costs } from '../strategies/ranking.ts'
import type { Direction } from '../tasks/task.ts'

/** Converts a fitness to a cost, where lower is better, or a cost to a fitness: the function is its own inverse. */
export function costOf(fitness: number, direction: Direction): number {
  return direction === 'minimize' ? fitness : -fitness
}

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
