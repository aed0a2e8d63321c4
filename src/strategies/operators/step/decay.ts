import { power } from '../power.ts'
import type { Step } from './step.ts'

export interface DecayOptions {
  readonly kind: 'decay'
  /** Generations until the step size has halved, > 0. */
  readonly halfLife: number
  /** It never falls below, ≥ 0. */
  readonly minimum: number
}

/** Exponential decay. */
export const decay: Step<DecayOptions> = {
  defaults: { kind: 'decay', halfLife: 100, minimum: 1e-3 },
  shared: (sigma, _success, _own, { halfLife, minimum }) =>
    Math.max(sigma * power(0.5, 1 / halfLife), minimum),
  own: null,
}
