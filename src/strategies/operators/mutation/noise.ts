import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Vectors } from '../../vectors.ts'

/** A distribution around zero with step size 1. */
export interface Noise<Options> {
  /** Fills `noise` (n) with draws. */
  draw(noise: Float32Array, options: Options, stream: RandomStream, vectors: Vectors): void
  /**
   * Optional fast path: draws and adds noise for every gene at once, with the bits of `draw` and `Vectors.perturb`.
   * @param genome (P)
   * @param units (P) the unit of each gene's step size
   */
  add?(genome: Genome, sigma: number, units: Genome, stream: RandomStream, vectors: Vectors): void
}
