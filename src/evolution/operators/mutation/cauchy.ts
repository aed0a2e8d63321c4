import { cos, sin } from '../../../math/elementary.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Perturbation } from './perturb.ts'

/** The step size is the scale: half of the steps are shorter, and there is neither mean nor variance. */
export interface CauchyOptions extends Perturbation {
  readonly kind: 'cauchy'
}

/** Half of the 2^-24 that uniforms are multiples of: added, it keeps the angle off 0. */
const half = 0.5 / 16777216

/** Standard Cauchy, as the cotangent of a uniform angle; |z| < 1.1e7 (fast evolutionary programming: Yao, Liu & Lin 1999). */
export function cauchy(noise: Float32Array, _options: CauchyOptions, stream: RandomStream): void {
  stream.fillUniform(noise)
  for (let i = 0; i < noise.length; i++) {
    const angle = Math.fround(Math.PI * (noise[i] - 0.5 + half))
    noise[i] = cos(angle) / sin(angle)
  }
}
