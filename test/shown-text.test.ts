import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { shortened, shownText } from '../src/shown-text.ts'

describe('a text that is shortened', () => {
  it('stays as it is if it fits', () => {
    expect([shortened('abc', 3), shortened('', 1), shortened('日本', 4)]).toEqual(['abc', '', '日本'])
  })

  it('takes no more cells than it may, letters whole', () => {
    expect(shortened('abcd', 3)).toBe('ab…')
    expect(shortened('日本語', 4)).toBe('日…')
    const family = '👨‍👩‍👧‍👦'
    expect(shortened(family.repeat(3), 5)).toBe(`${family}${family}…`)
    expect(shortened('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…')
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (text, most) => {
          const short = shortened(text, most)
          expect(stringWidth(short)).toBeLessThanOrEqual(most)
          expect(text.startsWith(short.replace(/…$/u, ''))).toBe(true)
        },
      ),
      { seed: 2 },
    )
  })

  it('is short in memory too, of whatever it is made', () => {
    for (const unit of ['x', '語', 'e\u0301', '\u0301', '\u200b', '👍🏽', 'word ']) {
      expect(shortened(unit.repeat(200_000), 60).length).toBeLessThan(1000)
    }
  })

  it('steers no terminal if it is to stand on a line', () => {
    expect(shownText('a\u001b[2Jb\nc')).toBe('a\\u001b[2Jb\\u000ac')
    expect(shownText('\n'.repeat(200_000), 20)).toBe('\\u000a\\u000a\\u000a\\…')
  })
})
