import { type Optimiser, zeros } from './optimiser.ts'

const f = Math.fround

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
  init: (length, allocate = zeros) => ({ square: allocate(length) }),
  step({ square }, parameters, gradient, learningRate, options) {
    const rate = f(learningRate)
    const decay = f(options.decay)
    const fresh = f(1 - options.decay)
    const epsilon = f(options.epsilon)
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]
      const v = f(f(decay * square[i]) + f(f(fresh * g) * g))
      square[i] = v
      parameters[i] -= f(f(rate * g) / f(f(Math.sqrt(v)) + epsilon))
    }
  },
}
