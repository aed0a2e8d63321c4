import { type AdamOptions, type AdamState, adamState, adamStep, nextScalars } from './adam.ts'
import type { Optimiser } from './optimiser.ts'

export interface AdamWOptions extends AdamOptions {
  /** λ ≥ 0: a step shrinks every parameter, biases included, by the share η λ. */
  readonly weightDecay: number
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, https://arxiv.org/abs/1711.05101, algorithm 2). As in
 * PyTorch, the learning rate scales the decay: θ ← θ - (η λ θ + Adam's step). The moments exclude the decay. Summing
 * before θ changes keeps λ to 2⁻²⁴; PyTorch's factor 1 - η λ, rounded to float32, can be off by a per mille.
 */
export const adamw: Optimiser<AdamWOptions, AdamState> = {
  name: 'adamw',
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
  init: adamState,
  step(state, parameters, gradient, learningRate, options) {
    const scalars = nextScalars(state, learningRate, options)
    adamStep(state, parameters, gradient, scalars, Math.fround(learningRate * options.weightDecay))
  },
}
