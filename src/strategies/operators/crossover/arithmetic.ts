import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'
import type { CrossoverRate } from './crossover.ts'

export interface ArithmeticOptions extends CrossoverRate {
  readonly kind: 'arithmetic'
  /** In [0, 1]: the weight of the first parent; the second parent has 1 - weight. */
  readonly weight: number
}

/** Whole arithmetical crossover: the weighted mean of the parents (Michalewicz 1992). */
export function arithmetic(
  first: Genome,
  second: Genome,
  child: Genome,
  options: ArithmeticOptions,
  _stream: RandomStream,
  workspace: Workspace,
): void {
  workspace.vectors.mix(first, second, options.weight, child)
}
