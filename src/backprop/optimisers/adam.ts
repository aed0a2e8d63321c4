import type { Optimiser } from './optimiser.ts'

export interface AdamOptions {
  /** β1 in [0, 1): the decay of the first moment. */
  readonly beta1: number
  /** β2 in [0, 1): the decay of the second moment. */
  readonly beta2: number
  /** ε > 0: added to the root of the second moment. */
  readonly epsilon: number
}

export interface AdamState {
  /** m (P): the moving mean of the gradient. */
  readonly first: Float32Array
  /** v (P): the moving mean of its square. */
  readonly second: Float32Array
  /** β1 to the power of the steps taken. */
  beta1Power: number
  /** β2 to the power of the steps taken. */
  beta2Power: number
}

/**
 * Adam (Kingma & Ba 2015, https://arxiv.org/abs/1412.6980, algorithm 1), bias correction included:
 * m ← β1 m + (1 - β1) g, v ← β2 v + (1 - β2) g², θ ← θ - η m̂ / (√v̂ + ε) with m̂ = m / (1 - β1^t), v̂ = v / (1 - β2^t).
 */
export const adam: Optimiser<AdamOptions, AdamState> = {
  name: 'adam',
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  init: adamState,
  step(state, parameters, gradient, learningRate, options) {
    adamStep(state, parameters, gradient, learningRate, options, 1)
  },
}

export function adamState(length: number): AdamState {
  return {
    first: new Float32Array(length),
    second: new Float32Array(length),
    beta1Power: 1,
    beta2Power: 1,
  }
}

/** One step of Adam from `kept` θ rather than θ; see `Optimiser.step` for the rest. */
export function adamStep(
  state: AdamState,
  parameters: Float32Array,
  gradient: Float32Array,
  learningRate: number,
  { beta1, beta2, epsilon }: AdamOptions,
  kept: number,
): void {
  const { first, second } = state
  state.beta1Power *= beta1
  state.beta2Power *= beta2
  const rate = learningRate / (1 - state.beta1Power)
  const correction = 1 / Math.sqrt(1 - state.beta2Power)
  const fresh1 = 1 - beta1
  const fresh2 = 1 - beta2
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]
    const m = beta1 * first[i] + fresh1 * g
    const v = beta2 * second[i] + fresh2 * g * g
    first[i] = m
    second[i] = v
    parameters[i] = kept * parameters[i] - (rate * m) / (Math.sqrt(v) * correction + epsilon)
  }
}
