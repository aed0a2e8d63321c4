import { quantile } from './quantile.ts'

/** Which fitness is better: the lower or the higher one. */
export type Direction = 'minimize' | 'maximize'

/** Converts a fitness to a cost, where lower is better, or a cost to a fitness: the function is its own inverse. */
export function costOf(fitness: number, direction: Direction): number {
  return direction === 'minimize' ? fitness : -fitness
}

/** Whether a fitness is as good as a target or better. False for NaN. */
export function reaches(fitness: number, target: number, direction: Direction): boolean {
  return direction === 'minimize' ? fitness <= target : fitness >= target
}

/**
 * The best of several fitness values.
 * @param values in any order, without NaN
 * @returns NaN if there are no values
 */
export function bestOf(values: ArrayLike<number>, direction: Direction): number {
  return quantile(values, direction === 'minimize' ? 0 : 1)
}

/** The worst of several fitness values. Takes and returns the same as `bestOf`. */
export function worstOf(values: ArrayLike<number>, direction: Direction): number {
  return quantile(values, direction === 'minimize' ? 1 : 0)
}
