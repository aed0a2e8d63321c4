import { type NoState, type Schedule, timed } from './schedule.ts'

export interface ConstantScheduleOptions {
  readonly kind: 'constant'
}

export const constant: Schedule<ConstantScheduleOptions, NoState> = timed({ kind: 'constant' }, () => 1)
