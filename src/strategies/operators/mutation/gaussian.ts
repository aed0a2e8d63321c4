import type { Noise } from './noise.ts'
import type { Perturbation } from './perturb.ts'

/** The step size is the standard deviation. */
export interface GaussianOptions extends Perturbation {
  readonly kind: 'gaussian'
}

/** Standard normal draws (Rechenberg 1973). */
export const gaussian: Noise<GaussianOptions> = {
  draw(noise, _options, stream, vectors) {
    vectors.fillNormal(noise, stream)
  },
  add(genome, sigma, units, stream, vectors) {
    vectors.addNormals(genome, sigma, units, stream)
  },
}
