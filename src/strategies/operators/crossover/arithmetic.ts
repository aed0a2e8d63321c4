import type { CrossoverRate } from './crossover.ts'

export interface ArithmeticOptions extends CrossoverRate {
  readonly kind: 'arithmetic'
  /** In [0, 1]: the weight of the first parent; the second has the rest. */
  readonly weight: number
}

/** Whole arithmetical crossover: the weighted mean of the parents (Michalewicz 1992). */
export function arithmetic(
  first: Float32Array,
  second: Float32Array,
  child: Float32Array,
  options: ArithmeticOptions,
): void {
  const { weight } = options
  const rest = 1 - weight
  for (let p = 0; p < child.length; p++) child[p] = weight * first[p] + rest * second[p]
}
