import { power } from '../power.ts'
import type { Step } from './step.ts'

export interface DecayOptions {
  readonly kind: 'decay'
  /** Half-life of the step size in generations, > 0. */
  readonly halfLife: number
  /** Lower bound of the step size, ≥ 0. */
  readonly minimum: number
}

/** Exponential decay of the step size. */
export const decay: Step<DecayOptions> = {
  defaults: { kind: 'decay', halfLife: 100, minimum: 1e-3 },
  shared: (sigma, _success, _own, { halfLife, minimum }) =>
    Math.max(sigma * power(0.5, 1 / halfLife), minimum),
  own: null,
}
