import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortened } from '../src/shortened.ts'

describe('a shortened text', () => {
  it('is the text itself if it has few enough characters, as a reader counts them', () => {
    expect(shortened('setosa', 6)).toBe('setosa')
    const families = '👨‍👩‍👧‍👦'.repeat(3)
    expect(shortened(families, 3)).toBe(families)
    expect(shortened(`${families}é`, 3)).toBe(`${'👨‍👩‍👧‍👦'.repeat(2)}…`)
  })

  it('ends with an ellipsis else, and never has more characters than it may', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (text, most) => {
          const short = shortened(text, most)
          const count = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(short)].length
          expect(count).toBeLessThanOrEqual(most)
          expect(short === text || (short.endsWith('…') && text.startsWith(short.slice(0, -1)))).toBe(true)
        },
      ),
      { seed: 1 },
    )
  })

  it('does not depend on how long the text is, nor on marks heaped on one letter', () => {
    expect(shortened('x'.repeat(5_000_000), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(shortened(`z${'\u0301'.repeat(1_000_000)}`, 10).length).toBeLessThan(200)
  })
})
