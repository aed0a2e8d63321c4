import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapedJson, escapeMarkup } from '../../src/report/escape.ts'

const anything = fc.string({ unit: 'binary', maxLength: 60 })

describe('escaping', () => {
  it('leaves nothing of a text that could be markup, and nothing that XML forbids', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const safe = escapeMarkup(text)
        expect(safe).not.toMatch(/[<>"'`]|&(?!amp;|lt;|gt;|quot;|#39;|#96;)/)
        expect(safe).not.toMatch(/[^\P{Cc}\t\n]|\p{Cs}|[\uFFFE\uFFFF]/u)
      }),
      { seed: 1 },
    )
  })

  it('keeps tabs and line ends, drops control codes, and marks halves of characters', () => {
    expect(escapeMarkup('a\tb\nc\u0000\u001b\u0085\ud800d🐧')).toBe('a\tb\nc\uFFFDd🐧')
    expect(escapeMarkup('naïve 🐧 Привет')).toBe('naïve 🐧 Привет')
  })

  it('embeds any JSON so that neither element nor line can end', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const json = escapedJson({ text })
        expect(json).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(json)).toEqual({ text })
      }),
      { seed: 1 },
    )
    expect(escapedJson('</script>\u2028')).toBe('"\\u003c/script\\u003e\\u2028"')
  })
})
