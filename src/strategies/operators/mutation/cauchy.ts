import type { Noise } from './noise.ts'
import type { Perturbation } from './perturb.ts'

/** The step size is the scale: half of the steps are shorter. The distribution has neither mean nor variance. */
export interface CauchyOptions extends Perturbation {
  readonly kind: 'cauchy'
}

/** Standard Cauchy draws, as the quotient of two normals (fast evolutionary programming: Yao, Liu & Lin 1999). */
export const cauchy: Noise<CauchyOptions> = {
  draw(noise, _options, stream) {
    const divisors = new Float32Array(noise.length)
    stream.fillNormal(noise)
    stream.fillNormal(divisors)
    for (let i = 0; i < noise.length; i++) noise[i] = divisors[i] === 0 ? 0 : noise[i] / divisors[i]
  },
}
