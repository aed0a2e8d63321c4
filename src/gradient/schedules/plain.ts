import { type ConstantScheduleOptions, constant } from './constant.ts'
import { type CosineOptions, cosine } from './cosine.ts'
import { type ExponentialOptions, exponential } from './exponential.ts'
import { type PlateauOptions, type PlateauState, plateau } from './plateau.ts'
import type { NoState, Schedule } from './schedule.ts'
import { type StepScheduleOptions, step } from './step.ts'

/** The options of a schedule that contains no other. */
export type PlainScheduleOptions =
  | ConstantScheduleOptions
  | StepScheduleOptions
  | ExponentialOptions
  | CosineOptions
  | PlateauOptions

export type PlainScheduleState = NoState | PlateauState

type PlainScheduleKind = PlainScheduleOptions['kind']

/** Every schedule that contains no other, by name. */
export const plainSchedules: {
  readonly [Kind in PlainScheduleKind]: Schedule<
    Extract<PlainScheduleOptions, { kind: Kind }>,
    Kind extends 'plateau' ? PlateauState : NoState
  >
} = { constant, step, exponential, cosine, plateau }

/** The schedule that `options` name. */
export function plainSchedule(
  options: PlainScheduleOptions,
): Schedule<PlainScheduleOptions, PlainScheduleState> {
  return plainSchedules[options.kind] as Schedule<PlainScheduleOptions, PlainScheduleState>
}
