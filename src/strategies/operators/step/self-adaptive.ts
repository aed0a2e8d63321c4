import { exp } from '../../../math/elementary.ts'
import { clamp, type Step } from './step.ts'

export interface SelfAdaptiveOptions {
  readonly kind: 'self-adaptive'
  /** The learning rate τ > 0: the standard deviation of ln σ from parent to child; null: 1/√(2n) if n genes change. */
  readonly rate: number | null
  /** Lower bound of the step size, > 0. */
  readonly minimum: number
  /** Upper bound of the step size. */
  readonly maximum: number
}

/** Every individual inherits and mutates its own step size: σ ← σ e^(τ N(0, 1)) (Schwefel 1981). */
export const selfAdaptive: Step<SelfAdaptiveOptions> = {
  defaults: { kind: 'self-adaptive', rate: null, minimum: 1e-6, maximum: 10 },
  /** The mean of these step sizes, for the metrics and the immigrants. */
  shared: (_sigma, _success, own) => own.reduce((sum, sigma) => sum + sigma, 0) / own.length,
  own(inherited, length, { rate, minimum, maximum }, stream) {
    const tau = rate ?? 1 / Math.sqrt(2 * length)
    return clamp(inherited * exp(Math.fround(tau * stream.normal())), minimum, maximum)
  },
}
