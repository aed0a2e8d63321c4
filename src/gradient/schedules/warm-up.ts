import { type PlainScheduleOptions, type PlainScheduleState, plainSchedule } from './plain.ts'
import type { Schedule } from './schedule.ts'

export interface WarmUpOptions {
  readonly kind: 'warm-up'
  /** Epochs of the warm-up, > 0; fractions are allowed. */
  readonly epochs: number
  /** The initial factor, in [0, 1]. */
  readonly start: number
  /** The schedule after the warm-up; its time starts at the end of the warm-up. */
  readonly next: PlainScheduleOptions
}

export interface WarmUpState {
  readonly next: PlainScheduleState
}

/**
 * Gradual warm-up (Goyal et al. 2017, https://arxiv.org/abs/1706.02677, section 2.2): the factor rises linearly from
 * `start` to the initial factor of the next schedule, which then runs over the remaining epochs.
 */
export const warmUp: Schedule<WarmUpOptions, WarmUpState> = {
  defaults: { kind: 'warm-up', epochs: 1, start: 0.1, next: { kind: 'constant' } },
  init: ({ next }) => ({ next: plainSchedule(next).init(next) }),
  factor(state, epoch, epochs, options) {
    const { start, next } = options
    const schedule = plainSchedule(next)
    const left = Math.max(epochs - options.epochs, 0)
    if (epoch >= options.epochs) return schedule.factor(state.next, epoch - options.epochs, left, next)
    const share = epoch / options.epochs
    return (start + (1 - start) * share) * schedule.factor(state.next, 0, left, next)
  },
  /** The next schedule gets only losses of epochs that began after the warm-up. */
  tell(state, epoch, loss, options) {
    const begun = epoch - 1 - options.epochs
    if (begun >= 0) plainSchedule(options.next).tell(state.next, begun + 1, loss, options.next)
  },
}
