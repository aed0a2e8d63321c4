import { type PlainScheduleOptions, type PlainScheduleState, plainSchedules } from './plain.ts'
import type { Schedule } from './schedule.ts'
import { type WarmUpOptions, type WarmUpState, warmUp } from './warm-up.ts'

export type ScheduleOptions = PlainScheduleOptions | WarmUpOptions

export type ScheduleState = PlainScheduleState | WarmUpState

/** Every learning rate schedule, by name. */
export const schedules: typeof plainSchedules & { readonly 'warm-up': typeof warmUp } = {
  ...plainSchedules,
  'warm-up': warmUp,
}

/** The schedule that `options` name. */
export function scheduleOf(options: ScheduleOptions): Schedule<ScheduleOptions, ScheduleState> {
  return schedules[options.kind] as Schedule<ScheduleOptions, ScheduleState>
}
