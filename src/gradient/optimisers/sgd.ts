import type { Optimiser } from './optimiser.ts'

const f = Math.fround

export type SgdOptions = Readonly<Record<string, never>>

export type SgdState = Record<string, never>

/** Gradient descent on minibatches (Robbins & Monro 1951): θ ← θ - η g. */
export const sgd: Optimiser<SgdOptions, SgdState> = {
  name: 'sgd',
  defaults: {},
  init: () => ({}),
  step(_state, parameters, gradient, learningRate) {
    const rate = f(learningRate)
    for (let i = 0; i < parameters.length; i++) parameters[i] -= f(rate * gradient[i])
  },
}
