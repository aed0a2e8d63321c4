import type { Genome } from '../../../random/genome.ts'
import { drawPrior } from '../../../random/prior.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'
import { drawLoci, isDense, type Loci } from './loci.ts'

export interface ResetOptions extends Loci {
  readonly kind: 'reset'
}

/** Replaces some genes of `child` (P) with fresh draws from the prior. */
export function reset(
  child: Genome,
  options: ResetOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  if (isDense(options, workspace)) {
    drawPrior(workspace.problem.prior, child, stream)
    return
  }
  const { loci, noise } = workspace
  const count = drawLoci(options, stream, workspace)
  drawPrior(workspace.problem.prior, noise, stream)
  for (let i = 0; i < count; i++) child[loci[i]] = noise[loci[i]]
}
