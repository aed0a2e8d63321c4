import type { RandomStream } from '../../../random/stream.ts'
import type { Vectors } from '../../vectors.ts'
import type { Perturbation } from './perturb.ts'

/** The step size is the standard deviation. */
export interface GaussianOptions extends Perturbation {
  readonly kind: 'gaussian'
}

/** Standard normals (Rechenberg 1973). */
export function gaussian(
  noise: Float32Array,
  _options: GaussianOptions,
  stream: RandomStream,
  vectors: Vectors,
): void {
  vectors.fillNormal(noise, stream)
}
