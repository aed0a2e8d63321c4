import { type Allocate, type Optimiser, zeros } from './optimiser.ts'

const f = Math.fround

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
 * m ← β1 m + (1 - β1) g, v ← β2 v + (1 - β2) g², θ ← θ - η m̂ / (√v̂ + ε)
 * with m̂ = m / (1 - β1^t), v̂ = v / (1 - β2^t).
 */
export const adam: Optimiser<AdamOptions, AdamState> = {
  name: 'adam',
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  init: adamState,
  step(state, parameters, gradient, learningRate, options) {
    adamStep(state, parameters, gradient, nextScalars(state, learningRate, options), 0)
  },
}

export function adamState(length: number, allocate: Allocate = zeros): AdamState {
  return { first: allocate(length), second: allocate(length), beta1Power: 1, beta2Power: 1 }
}

/** The scalars of a step, in float32. */
export interface AdamScalars {
  /** η / (1 - β1^t) */
  readonly rate: number
  readonly beta1: number
  /** 1 - β1 */
  readonly fresh1: number
  readonly beta2: number
  /** 1 - β2 */
  readonly fresh2: number
  /** 1 / √(1 - β2^t) */
  readonly correction: number
  readonly epsilon: number
}

/** Updates the state's powers for one more step and returns the scalars of that step. */
export function nextScalars(
  state: AdamState,
  learningRate: number,
  { beta1, beta2, epsilon }: AdamOptions,
): AdamScalars {
  state.beta1Power *= beta1
  state.beta2Power *= beta2
  return {
    rate: f(learningRate / (1 - state.beta1Power)),
    beta1: f(beta1),
    fresh1: f(1 - beta1),
    beta2: f(beta2),
    fresh2: f(1 - beta2),
    correction: f(1 / Math.sqrt(1 - state.beta2Power)),
    epsilon: f(epsilon),
  }
}

/**
 * One step of Adam that also subtracts `decay` θ; see `Optimiser.step` for the rest.
 * @param decay a float32
 */
export function adamStep(
  state: AdamState,
  parameters: Float32Array,
  gradient: Float32Array,
  scalars: AdamScalars,
  decay: number,
): void {
  const { first, second } = state
  const { rate, beta1, fresh1, beta2, fresh2, correction, epsilon } = scalars
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]
    const m = f(f(beta1 * first[i]) + f(fresh1 * g))
    const v = f(f(beta2 * second[i]) + f(f(fresh2 * g) * g))
    first[i] = m
    second[i] = v
    const root = f(f(f(Math.sqrt(v)) * correction) + epsilon)
    parameters[i] -= f(f(decay * parameters[i]) + f(f(rate * m) / root))
  }
}
