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
  child: Float32Array,
  sigma: number,
  units: Float32Array,
  options: Options,
  noise: Noise<Options>,
  stream: RandomStream,
  workspace: Workspace,
): void {
  if (isDense(options, workspace)) {
    const draws = workspace.noise
    noise(draws, options, stream)
    addEverywhere(child, sigma, units, draws)
    return
  }
  const { loci } = workspace
  const count = drawLoci(options, stream, workspace)
  const draws = workspace.noise.subarray(0, count)
  noise(draws, options, stream)
  addAt(loci, count, child, sigma, units, draws)
}

// Small functions, since V8 optimises each loop by itself.
function addEverywhere(child: Float32Array, sigma: number, units: Float32Array, draws: Float32Array): void {
  for (let p = 0; p < child.length; p++) child[p] += sigma * units[p] * draws[p]
}

function addAt(
  loci: Uint32Array,
  count: number,
  child: Float32Array,
  sigma: number,
  units: Float32Array,
  draws: Float32Array,
): void {
  for (let i = 0; i < count; i++) child[loci[i]] += sigma * units[loci[i]] * draws[i]
}
