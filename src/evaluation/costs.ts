import type { Costs } from '../strategies/ranking.ts'
import type { Direction } from '../tasks/task.ts'

/** A fitness turned so that lower is better, and back again: it is its own inverse. */
export function costOf(fitness: number, direction: Direction): number {
  return direction === 'minimize' ? fitness : -fitness
}

/** What the checked step makes of one generation's fitness. */
export interface CheckedCosts extends Costs {
  readonly failures: number
}

/**
 * Fitness as a strategy may see it: turned so that lower is better, anything but a finite number a failure.
 * @param fitness (count)
 * @param violation (count) that of a failure counts for nothing
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
