import type { Optimiser } from './optimiser.ts'

export interface RmspropOptions {
  /** α in [0, 1): the decay of the mean square. */
  readonly decay: number
  /** ε > 0: added to the root of the mean square. */
  readonly epsilon: number
}

export interface RmspropState {
  /** v (P): the moving mean of the gradient's square. */
  readonly square: Float32Array
}

/**
 * RMSprop (Hinton 2012, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf, slide 29) with
 * PyTorch's defaults and ε outside the root: v ← α v + (1 - α) g², θ ← θ - η g / (√v + ε).
 */
export const rmsprop: Optimiser<RmspropOptions, RmspropState> = {
  name: 'rmsprop',
  defaults: { decay: 0.99, epsilon: 1e-8 },
  init: (length) => ({ square: new Float32Array(length) }),
  step({ square }, parameters, gradient, learningRate, { decay, epsilon }) {
    const fresh = 1 - decay
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]
      const v = decay * square[i] + fresh * g * g
      square[i] = v
      parameters[i] -= (learningRate * g) / (Math.sqrt(v) + epsilon)
    }
  },
}
