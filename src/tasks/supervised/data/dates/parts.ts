import { cos, sin } from '../../../../math/float64/index.ts'
import { calendarDay, dayNumber } from './calendar.ts'

/** The weekday of 1970-01-01, a Thursday, from Monday as 0. */
const firstWeekday = 3

/**
 * Writes the inputs of a date: its days since 1970, then sine and cosine of the day of the year, of the day of the week and, with
 * `time`, of the time of day. An angle is 0 on the first of January, on Mondays and at midnight, all in UTC.
 *
 * @param days since the begin of 1970 in UTC, with a fraction for the time
 * @param out (5), with `time` (7)
 */
export function writeDateParts(days: number, time: boolean, out: Float64Array): void {
  const day = Math.floor(days)
  const { year } = calendarDay(day)
  const newYear = dayNumber({ year, month: 1, day: 1 })
  const nextYear = dayNumber({ year: year + 1, month: 1, day: 1 })
  const weekday = day + firstWeekday - 7 * Math.floor((day + firstWeekday) / 7)
  out[0] = days
  writeAngle((day - newYear) / (nextYear - newYear), out.subarray(1))
  writeAngle(weekday / 7, out.subarray(3))
  if (time) writeAngle(days - day, out.subarray(5))
}

/** @param share of a full turn, in [0, 1) */
function writeAngle(share: number, out: Float64Array): void {
  const angle = 2 * Math.PI * share
  out[0] = sin(angle)
  out[1] = cos(angle)
}
