import type { Direction } from '../../math/direction.ts'
import { quantile } from '../../math/quantile.ts'

/** How the fitness of several episodes becomes one. min is the worst episode, cvar the mean of the worst quarter. */
export type Aggregate = 'mean' | 'min' | 'median' | 'cvar'

/** The share of the episodes that cvar takes in. */
const tail = 0.25

/** @param values one an episode, at least one, all finite */
export function aggregate(values: readonly number[], how: Aggregate, direction: Direction): number {
  if (values.length === 1) return values[0]!
  if (how === 'mean') return mean(values)
  if (how === 'median') return quantile(values, 0.5)
  const worstFirst = values.toSorted((a, b) => (direction === 'maximize' ? a - b : b - a))
  return how === 'min' ? worstFirst[0]! : mean(worstFirst.slice(0, Math.ceil(values.length * tail)))
}

/**
 * The best that the aggregate can still be, when an episode can be `bound` at best; null if unknown, since the episodes
 * after it may be of any fitness.
 * @param before the fitness of the episodes before it
 */
export function aggregateBound(
  before: readonly number[],
  bound: number,
  episodes: number,
  how: Aggregate,
  direction: Direction,
): number | null {
  const values = [...before, bound]
  return how === 'min' || values.length === episodes ? aggregate(values, how, direction) : null
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
