import { type AdamOptions, type AdamState, adamState, adamStep } from './adam.ts'
import type { Optimiser } from './optimiser.ts'

export interface AdamWOptions extends AdamOptions {
  /** λ ≥ 0: a step first shrinks every parameter, biases too, by the factor 1 - η λ. */
  readonly weightDecay: number
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, https://arxiv.org/abs/1711.05101, algorithm 2), the decay
 * times the learning rate as in PyTorch: θ ← θ - η λ θ, then as Adam, whose moments never see the decay.
 */
export const adamw: Optimiser<AdamWOptions, AdamState> = {
  name: 'adamw',
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
  init: adamState,
  step(state, parameters, gradient, learningRate, options) {
    adamStep(state, parameters, gradient, learningRate, options, 1 - learningRate * options.weightDecay)
  },
}
