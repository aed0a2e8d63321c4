import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { StepOptions } from '../step/index.ts'
import type { Workspace } from '../workspace.ts'
import { drawLoci, isDense, type Loci } from './loci.ts'
import type { Noise } from './noise.ts'

/** Options of all mutations that add noise. */
export interface Perturbation extends Loci {
  /** The initial step size, > 0. */
  readonly sigma: number
  /** The unit of the step size: 1, or each gene's standard deviation in a fresh genome. */
  readonly scale: 'absolute' | 'prior'
  /** How the step size changes. */
  readonly step: StepOptions
}

/**
 * Adds noise of step size `sigma` to some genes of `child` (P).
 * @param units (P) the unit of each gene's step size
 */
export function perturb<Options extends Perturbation>(
  child: Genome,
  sigma: number,
  units: Genome,
  options: Options,
  noise: Noise<Options>,
  stream: RandomStream,
  workspace: Workspace,
): void {
  const { vectors } = workspace
  if (isDense(options, workspace)) {
    if (noise.add !== undefined) {
      noise.add(child, sigma, units, stream, vectors)
      return
    }
    const draws = workspace.noise
    noise.draw(draws, options, stream, vectors)
    vectors.perturb(child, sigma, units, draws)
    return
  }
  const { loci } = workspace
  const count = drawLoci(options, stream, workspace)
  const draws = workspace.noise.subarray(0, count)
  noise.draw(draws, options, stream, vectors)
  vectors.perturbAt(child, sigma, units, draws, loci, count)
}
