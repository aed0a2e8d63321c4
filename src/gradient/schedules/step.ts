import { power } from './power.ts'
import { type NoState, type Schedule, timed } from './schedule.ts'

export interface StepScheduleOptions {
  readonly kind: 'step'
  /** Epochs from one drop to the next, > 0. */
  readonly every: number
  /** A drop multiplies the learning rate by this, in (0, 1]. */
  readonly factor: number
}

/** The learning rate drops at regular intervals and is constant between drops: factor^⌊epoch / every⌋. */
export const step: Schedule<StepScheduleOptions, NoState> = timed<StepScheduleOptions>(
  { kind: 'step', every: 10, factor: 0.5 },
  (epoch, _epochs, { every, factor }) => power(factor, Math.floor(epoch / every)),
)
