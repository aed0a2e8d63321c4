/**
 * The Gregorian calendar, also before it was introduced, as in ISO 8601. Days are counted from 1970-01-01, which is 0.
 * Years begin in March here, so that a leap day is their last.
 */

const daysIn400Years = 146_097
/** Days from 0000-03-01 to 1970-01-01. */
const epoch = 719_468

export interface CalendarDay {
  readonly year: number
  /** From 1. */
  readonly month: number
  /** From 1. */
  readonly day: number
}

/** Days from 1970-01-01 to a day of the calendar. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  const marchYear = month > 2 ? year : year - 1
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const monthsSinceMarch = month > 2 ? month - 3 : month + 9
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * daysIn400Years + yearOfEra * 365 + leapDays + daysBefore(monthsSinceMarch) + (day - 1) - epoch
}

/** The day of the calendar, from its number. */
export function calendarDay(number: number): CalendarDay {
  const since = number + epoch
  const era = Math.floor(since / daysIn400Years)
  const dayOfEra = since - era * daysIn400Years
  // Without the leap days that have been, the years of an era are of 365 days.
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9
  const year = era * 400 + yearOfEra + (month > 2 ? 0 : 1)
  return { year, month, day: dayOfYear - daysBefore(monthsSinceMarch) + 1 }
}

/** Days from the first of March to the first of a month: five months have 153 days. */
function daysBefore(monthsSinceMarch: number): number {
  return Math.floor((153 * monthsSinceMarch + 2) / 5)
}

/** Whether the calendar has this day. */
export function isCalendarDay(date: CalendarDay): boolean {
  const { year, month, day } = calendarDay(dayNumber(date))
  return year === date.year && month === date.month && day === date.day
}
