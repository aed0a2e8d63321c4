import { exp, log } from '../../math/elementary.ts'
import { power } from './power.ts'
import { type NoState, type Schedule, timed } from './schedule.ts'

export interface ExponentialOptions {
  readonly kind: 'exponential'
  /** What an epoch multiplies the learning rate with, in (0, 1]. */
  readonly factor: number
}

/** factor^epoch, to float64's accuracy at whole epochs and to float32's between them. */
export const exponential: Schedule<ExponentialOptions, NoState> = timed<ExponentialOptions>(
  { kind: 'exponential', factor: 0.95 },
  (epoch, _epochs, { factor }) => {
    const whole = Math.floor(epoch)
    const part = exp(Math.fround((epoch - whole) * log(Math.fround(factor))))
    return power(factor, whole) * part
  },
)
