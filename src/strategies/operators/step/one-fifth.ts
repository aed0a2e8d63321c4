import { power } from '../power.ts'
import { clamp, type Step } from './step.ts'

export interface OneFifthOptions {
  readonly kind: 'one-fifth'
  /** > 1: the growth factor when every child succeeds. When none succeeds, the step size shrinks by its fourth root. */
  readonly factor: number
  /** Lower bound of the step size, > 0. */
  readonly minimum: number
  /** Upper bound of the step size. */
  readonly maximum: number
}

/**
 * The 1/5 success rule (Rechenberg 1973), in the form whose change depends on the distance of the success from 1/5:
 * σ ← σ factor^((success - 1/5) / (1 - 1/5)) (Kern et al. 2004, https://doi.org/10.1023/B:NACO.0000023416.59689.4e).
 */
export const oneFifth: Step<OneFifthOptions> = {
  defaults: { kind: 'one-fifth', factor: 1.25, minimum: 1e-6, maximum: 10 },
  shared(sigma, success, _own, { factor, minimum, maximum }) {
    return clamp(sigma * power(factor, (success - 0.2) / 0.8), minimum, maximum)
  },
  own: null,
}
