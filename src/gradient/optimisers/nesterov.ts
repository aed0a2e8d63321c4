import type { MomentumOptions, MomentumState } from './momentum.ts'
import { type Optimiser, zeros } from './optimiser.ts'

const f = Math.fround

/**
 * Nesterov's accelerated gradient (Nesterov 1983) in the form of Sutskever et al. 2013
 * (https://proceedings.mlr.press/v28/sutskever13.html). As in PyTorch, θ is the look-ahead point, where
 * the gradient is computed: v ← μ v + g, θ ← θ - η (g + μ v).
 */
export const nesterov: Optimiser<MomentumOptions, MomentumState> = {
  name: 'nesterov',
  defaults: { momentum: 0.9 },
  init: (length, allocate = zeros) => ({ velocity: allocate(length) }),
  step({ velocity }, parameters, gradient, learningRate, options) {
    const rate = f(learningRate)
    const mu = f(options.momentum)
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]
      const v = f(f(mu * velocity[i]) + g)
      velocity[i] = v
      parameters[i] -= f(rate * f(g + f(mu * v)))
    }
  },
}
