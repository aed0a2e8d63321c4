import { root } from '../root.ts'
import type { Noise } from './noise.ts'
import type { Perturbation } from './perturb.ts'

/** A gene moves by no more than the step size, which stands in for the range that genes here do not have. */
export interface PolynomialOptions extends Perturbation {
  readonly kind: 'polynomial'
  /** ≥ 0, the distribution index: the larger, the shorter the steps. */
  readonly eta: number
}

/** In [-1, 1], of density (η + 1)/2 (1 - |z|)^η (Deb & Goyal 1996). */
export const polynomial: Noise<PolynomialOptions> = {
  draw(noise, options, stream) {
    const exponent = 1 / (options.eta + 1)
    stream.fillUniform(noise)
    for (let i = 0; i < noise.length; i++) {
      const u = noise[i]
      noise[i] = u < 0.5 ? root(2 * u, exponent) - 1 : 1 - root(2 * (1 - u), exponent)
    }
  },
}
