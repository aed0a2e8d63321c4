import { describe, expect, it } from 'vitest'
import { failuresMarkup } from '../../../src/report/html/failures.ts'
import { event, reportData } from './sample.ts'

/** The text of the section, tags as spaces. */
function textOf(events: Parameters<typeof reportData>[0] & object): string {
  return failuresMarkup(reportData(events))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

describe('the failures of a run', () => {
  it('are told by generation', () => {
    expect(textOf({ events: [event(6), event(7), event(8)] })).toBe(
      '3 individuals in 1 generation could not be scored. generation failures 7 3',
    )
  })

  it('are told by stretches where generations have no line', () => {
    const gap = { ...event(12), failures: 0, failuresSince: 5 }
    expect(textOf({ events: [event(6), event(7), gap] })).toBe(
      '8 individuals could not be scored. generation failures 7 3 8 to 12 5',
    )
  })

  it('are none', () => {
    expect(textOf({ events: [event(1)] })).toBe('None: every individual could be scored.')
  })
})
