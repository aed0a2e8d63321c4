/** Dates as text: those of ISO 8601 are read, others are only recognised, since 03/04 is a day of March or of April. */
import { calendarDay, dayNumber, isCalendarDay } from './calendar.ts'

/** What is read as a date, for messages. */
export const dateFormats = '2024-03-01, 2024-03-01T12:30:00Z or 2024-03-01 12:30'

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/

const secondsOfDay = 86_400

/**
 * The moment that a text means, in days since the begin of 1970 in UTC: a day, at midnight, or a day and a time. A time without
 * an offset is one of UTC.
 * @param text without blanks around it
 * @returns undefined for what is not written as in ISO 8601, or is no day or time
 */
export function daysOfText(text: string): number | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part = '0') => Number(part)) as [
    ...[number, number, number, number, number, number],
  ]
  const offset = offsetOf(match[8])
  if (!isCalendarDay({ year, month, day }) || hour > 23 || minute > 59 || second > 59) return undefined
  if (offset === undefined) return undefined
  const seconds = (hour * 60 + minute - offset) * 60 + second + Number(`0.${match[7] ?? 0}`)
  return dayNumber({ year, month, day }) + seconds / secondsOfDay
}

/** Minutes that the local time is ahead of UTC; undefined for what is none. */
function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined || text === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(3).replace(':', ''))
  if (hours > 23 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/**
 * The date of a moment, for messages.
 * @param days since the begin of 1970
 * @param time whether to say the time too, to the minute
 */
export function textOfDays(days: number, time: boolean): string {
  const minutes = Math.round(days * 1440)
  const number = time ? Math.floor(minutes / 1440) : Math.floor(days)
  const { year, month, day } = calendarDay(number)
  const date = [padded(year, 4), padded(month), padded(day)].join('-')
  if (!time) return date
  const minute = minutes - number * 1440
  return `${date}T${padded(Math.floor(minute / 60))}:${padded(minute % 60)}Z`
}

function padded(value: number, width: number = 2): string {
  return String(value).padStart(width, '0')
}

/** A date in another notation, or a month: two or three numbers, one of which may be a year. */
const otherPattern =
  /^(?:\d{4}[./-]\d\d?(?:[./-]\d\d?)?|\d\d?[./-]\d\d?[./-]\d{4}|\d\d?\/\d\d?\/\d\d)(?:[T ,].*)?$/

/** Whether most of these texts are dates in a notation that is not read. */
export function areOtherDates(texts: readonly string[]): boolean {
  return texts.filter((text) => otherPattern.test(text)).length * 2 > texts.length
}

/** A Date of a program as a cell: its text, or null for an invalid one. */
export function cellOfDate(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
