import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'
import type { CrossoverRate } from './crossover.ts'

export interface BlendOptions extends CrossoverRate {
  readonly kind: 'blend'
  /** ≥ 0: how far beyond the parents a gene may lie, in units of the distance between them. */
  readonly alpha: number
}

/** BLX-α: each gene uniform in the interval of the parents, widened by α of its length (Eshelman & Schaffer 1993). */
export function blend(
  first: Genome,
  second: Genome,
  child: Genome,
  options: BlendOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  const { alpha } = options
  const width = 1 + 2 * alpha
  const { uniforms } = workspace
  stream.fillUniform(uniforms)
  for (let p = 0; p < child.length; p++) {
    child[p] = first[p] + (width * uniforms[p] - alpha) * (second[p] - first[p])
  }
}
