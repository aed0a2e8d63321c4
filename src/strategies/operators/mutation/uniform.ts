import type { Noise } from './noise.ts'
import type { Perturbation } from './perturb.ts'

/** A gene moves by at most the step size. */
export interface UniformMutationOptions extends Perturbation {
  readonly kind: 'uniform'
}

/** Uniform draws in [-1, 1). */
export const uniform: Noise<UniformMutationOptions> = {
  draw(noise, _options, stream) {
    stream.fillUniform(noise)
    for (let i = 0; i < noise.length; i++) noise[i] = 2 * noise[i] - 1
  },
}
