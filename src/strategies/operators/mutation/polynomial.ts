import { root } from '../root.ts'
import type { Noise } from './noise.ts'
import type { Perturbation } from './perturb.ts'

/** A gene moves by at most the step size. It replaces the paper's range of a gene, as genes here have none. */
export interface PolynomialOptions extends Perturbation {
  readonly kind: 'polynomial'
  /** ≥ 0, the distribution index: a larger index gives shorter steps. */
  readonly eta: number
}

/** Draws in [-1, 1] with the density (η + 1)/2 (1 - |z|)^η (Deb & Goyal 1996). */
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
