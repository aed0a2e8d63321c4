import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Makes one child from two parents. The parents stay unchanged.
 * @param first (P)
 * @param second (P)
 * @param child (P) out: every gene is written
 */
export type Cross<Options> = (
  first: Genome,
  second: Genome,
  child: Genome,
  options: Options,
  stream: RandomStream,
  workspace: Workspace,
) => void

/** Options of all crossovers except `none`. */
export interface CrossoverRate {
  /** In [0, 1]: the probability that a pair is crossed; otherwise the child starts as a copy of the first parent. */
  readonly rate: number
}
