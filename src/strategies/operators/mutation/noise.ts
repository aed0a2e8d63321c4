import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Vectors } from '../../vectors.ts'

/** One distribution around zero, of step size 1. */
export interface Noise<Options> {
  /** Fills `noise` (n) with draws. */
  draw(noise: Float32Array, options: Options, stream: RandomStream, vectors: Vectors): void
  /**
   * Draws for every gene and adds in one go, where there is a quicker way: the bits of `draw`, then `Vectors.perturb`.
   * @param genome (P)
   * @param units (P) what the step size of each gene is measured in
   */
  add?(genome: Genome, sigma: number, units: Float32Array, stream: RandomStream, vectors: Vectors): void
}
