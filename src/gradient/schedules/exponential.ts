import { exp, log } from '../../math/elementary.ts'
import { power } from './power.ts'
import { type NoState, type Schedule, timed } from './schedule.ts'

export interface ExponentialOptions {
  readonly kind: 'exponential'
  /** Each epoch multiplies the learning rate by this, in (0, 1]. */
  readonly factor: number
}

/** factor^epoch, to float64 accuracy at whole epochs and to float32 accuracy between them. */
export const exponential: Schedule<ExponentialOptions, NoState> = timed<ExponentialOptions>(
  { kind: 'exponential', factor: 0.95 },
  (epoch, _epochs, { factor }) => {
    const whole = Math.floor(epoch)
    const part = exp(Math.fround((epoch - whole) * log(Math.fround(factor))))
    return power(factor, whole) * part
  },
)
