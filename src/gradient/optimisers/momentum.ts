import { type Optimiser, zeros } from './optimiser.ts'

const f = Math.fround

export interface MomentumOptions {
  /** μ in [0, 1): the share of the velocity that a step keeps. */
  readonly momentum: number
}

export interface MomentumState {
  /** v (P): the sum of past gradients; each step multiplies it by μ. */
  readonly velocity: Float32Array
}

/**
 * The heavy ball (Polyak 1964, https://doi.org/10.1016/0041-5553(64)90137-5), with the learning rate outside the
 * velocity as in PyTorch: v ← μ v + g, θ ← θ - η v.
 */
export const momentum: Optimiser<MomentumOptions, MomentumState> = {
  name: 'momentum',
  defaults: { momentum: 0.9 },
  init: (length, allocate = zeros) => ({ velocity: allocate(length) }),
  step({ velocity }, parameters, gradient, learningRate, options) {
    const rate = f(learningRate)
    const mu = f(options.momentum)
    for (let i = 0; i < parameters.length; i++) {
      const v = f(f(mu * velocity[i]) + gradient[i])
      velocity[i] = v
      parameters[i] -= f(rate * v)
    }
  },
}
