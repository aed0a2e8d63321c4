import { describe, expect, it } from 'vitest'
import { readingSentence, readingText } from '../../../src/report/html/reading.ts'

describe('the reading of a chart', () => {
  it.each([
    [0, '0'],
    [0.02, '0.02'],
    [0.0312345, '0.03123'],
    [-1234.56, '-1235'],
    [0.0000123456, '1.235e-5'],
    [12_345_678, '1.235e+7'],
  ])('shows %d as %s', (value, text) => expect(readingText(value)).toBe(text))

  it('is one sentence', () => {
    const lines = [
      { name: 'best', text: '0.02' },
      { name: 'median', text: '0.03' },
    ]
    expect(readingSentence('generation 12', 1_234_567, lines)).toBe(
      'generation 12, 1,234,567 evaluations: best 0.02, median 0.03',
    )
  })
})
