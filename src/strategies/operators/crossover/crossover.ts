import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Makes one child of two parents, which it does not touch.
 * @param first (P)
 * @param second (P)
 * @param child (P) written whole
 */
export type Cross<Options> = (
  first: Genome,
  second: Genome,
  child: Genome,
  options: Options,
  stream: RandomStream,
  workspace: Workspace,
) => void

/** What all crossovers but `none` have in common. */
export interface CrossoverRate {
  /** In [0, 1]: the chance that a pair is crossed at all; otherwise the child begins as a copy of the first. */
  readonly rate: number
}
