import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import { drawWhole } from '../../gene-domain.ts'
import { drawGenes } from '../../prior.ts'
import type { Workspace } from '../workspace.ts'
import { drawLoci, isDense, type Loci } from './loci.ts'

export interface ResetOptions extends Loci {
  readonly kind: 'reset'
}

/**
 * Replaces some genes of `child` (P) with fresh draws from the prior; a whole-number gene with two bounds with a uniform
 * draw between them, whatever its prior.
 */
export function reset(
  child: Genome,
  options: ResetOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  const { problem, domain, loci, fresh } = workspace
  if (isDense(options, workspace)) {
    drawGenes(problem, child, stream)
    if (domain === null) return
    for (let p = 0; p < child.length; p++)
      if (domain.counted[p] === 1) child[p] = drawWhole(domain, p, stream)
    return
  }
  const count = drawLoci(options, stream, workspace)
  drawGenes(problem, fresh, stream)
  for (let i = 0; i < count; i++) {
    const p = loci[i]
    child[p] = domain?.counted[p] === 1 ? drawWhole(domain, p, stream) : fresh[p]
  }
}
