import type { RandomStream } from '../../../random/stream.ts'
import type { Perturbation } from './perturb.ts'

/** The step size is the scale: half of the steps are shorter, and there is neither mean nor variance. */
export interface CauchyOptions extends Perturbation {
  readonly kind: 'cauchy'
}

/** Standard Cauchy, as the quotient of two normals (fast evolutionary programming: Yao, Liu & Lin 1999). */
export function cauchy(noise: Float32Array, _options: CauchyOptions, stream: RandomStream): void {
  const divisors = new Float32Array(noise.length)
  stream.fillNormal(noise)
  stream.fillNormal(divisors)
  for (let i = 0; i < noise.length; i++) noise[i] = divisors[i] === 0 ? 0 : noise[i] / divisors[i]
}
