import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay, dayNumber } from '../../../../../src/tasks/supervised/data/dates/calendar.ts'
import {
  areOtherDates,
  cellOfDate,
  daysOfText,
  textOfDays,
} from '../../../../../src/tasks/supervised/data/dates/date-text.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

describe('daysOfText', () => {
  // The moments are those of Date.UTC.
  it.each<[string, number]>([
    ['1970-01-01', 0],
    ['2024-03-01', Date.UTC(2024, 2, 1)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['1600-02-29', Date.UTC(1600, 1, 29)],
    ['9999-12-31', Date.UTC(9999, 11, 31)],
    ['2024-03-01T12:30', Date.UTC(2024, 2, 1, 12, 30)],
    ['2024-03-01 12:30:15', Date.UTC(2024, 2, 1, 12, 30, 15)],
    ['2024-03-01T12:30:15.25Z', Date.UTC(2024, 2, 1, 12, 30, 15, 250)],
    ['2024-03-01T12:30:15,250000', Date.UTC(2024, 2, 1, 12, 30, 15, 250)],
    ['2024-03-01T00:30:00+02:00', Date.UTC(2024, 1, 29, 22, 30)],
    ['2024-03-01 12:30-0330', Date.UTC(2024, 2, 1, 16, 0)],
    ['2024-03-01 12:30+00', Date.UTC(2024, 2, 1, 12, 30)],
  ])('reads %s', (text, ms) => {
    expect(daysOfText(text)! * dayMs).toBeCloseTo(ms, 2)
  })

  it.each([
    ...['2024-02-30', '2023-02-29', '1900-02-29', '2024-00-10', '2024-13-01', '2024-01-00', '24-03-01'],
    ...[
      '2024-3-1',
      '2024-03',
      '2024',
      '20240301',
      '01/03/2024',
      '2024/03/01',
      '2024-03-01Z',
      '2024-03-01T12',
    ],
    ...['2024-03-01T24:00', '2024-03-01T12:60', '2024-03-01T12:30:60', '2024-03-01T12:30+24:00', ''],
    ...['2024-03-01T12:30:00 +02:00', '2024-03-01T12:30.5', 'on 2024-03-01', '2024-03-01 noon'],
  ])('does not read %j', (text) => {
    expect(daysOfText(text)).toBeUndefined()
  })

  it('reads every date of a program as its own moment', () => {
    const moments = fc.integer({ min: Date.UTC(2000, 0, 1) - 6e13, max: Date.UTC(9999, 11, 31) })
    fc.assert(
      fc.property(moments, (ms) => {
        expect(daysOfText(cellOfDate(new Date(ms))!)).toBeCloseTo(ms / dayMs, 8)
        const { year, month, day } = calendarDay(Math.floor(ms / dayMs))
        const date = new Date(ms)
        expect([year, month - 1, day]).toEqual([
          ...[date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()],
        ])
        expect(dayNumber({ year, month, day })).toBe(Math.floor(ms / dayMs))
      }),
      { seed: 1 },
    )
    expect(cellOfDate(new Date(Number.NaN))).toBeNull()
  })
})

describe('textOfDays', () => {
  it('says the day, or the minute', () => {
    expect(textOfDays(19_783.75, false)).toBe('2024-03-01')
    expect(textOfDays(19_783.75, true)).toBe('2024-03-01T18:00Z')
    expect(textOfDays(-0.0001, true)).toBe('1970-01-01T00:00Z')
  })
})

describe('areOtherDates', () => {
  it.each([
    ['03/04/2024', '13/04/2024'],
    ['3.4.2024', '13.4.2024 12:30'],
    ['2024/03/04', '2024/3/5'],
    ['2024-03', '2024-04'],
    ['03/04/24', '3/4/24, 12:30'],
  ])('knows %s', (...texts) => {
    expect(areOtherDates(texts)).toBe(true)
  })

  it.each([['1.2.3', '1.2.4'], ['a', '2024-03'], ['1/2', '3/4'], ['555-1234', '555-4321'], []])(
    'knows that %s is none',
    (...texts) => {
      expect(areOtherDates(texts)).toBe(false)
    },
  )
})
