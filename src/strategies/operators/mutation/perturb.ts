import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { StepOptions } from '../step/index.ts'
import type { Workspace } from '../workspace.ts'
import { drawLoci, isDense, type Loci } from './loci.ts'
import type { Noise } from './noise.ts'

/** What all mutations that add noise have in common. */
export interface Perturbation extends Loci {
  /** The step size to begin with, > 0. */
  readonly sigma: number
  /** What the step size is measured in: 1, or each gene's standard deviation in a fresh genome. */
  readonly scale: 'absolute' | 'prior'
  /** What becomes of the step size. */
  readonly step: StepOptions
}

/**
 * Adds noise of step size `sigma` to some genes of `child` (P).
 * @param units (P) what the step size of each gene is measured in
 */
export function perturb<Options extends Perturbation>(
  child: Genome,
  sigma: number,
  units: Float32Array,
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
