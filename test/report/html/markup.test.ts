import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { embeddedJson, escapeHtml, tag } from '../../../src/report/html/markup.ts'

const anything = fc.string({ unit: 'binary', maxLength: 60 })

describe('markup', () => {
  it('leaves nothing of a text that could be markup, in elements and in attributes', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"'`]|&(?!amp;|lt;|gt;|quot;|#39;|#96;)/)
      }),
    )
    expect(tag('a', { title: '"><script>' }, escapeHtml('</a><b>'))).toBe(
      '<a title="&quot;&gt;&lt;script&gt;">&lt;/a&gt;&lt;b&gt;</a>',
    )
  })

  it('keeps tabs and line ends, and drops control codes and halves of characters', () => {
    expect(escapeHtml('a\tb\nc\u0000\u001b\u0085\ud800d🐧')).toBe('a\tb\nc\uFFFDd🐧')
  })

  it('embeds any JSON so that neither element nor line can end', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const json = embeddedJson({ text })
        expect(json).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(json)).toEqual({ text })
      }),
    )
    expect(embeddedJson('</script>\u2028')).toBe('"\\u003c/script\\u003e\\u2028"')
  })

  it('leaves away attributes that are not there, and writes those that are true bare', () => {
    expect(tag('input', { checked: true, disabled: false, name: undefined, max: 3 })).toBe(
      '<input checked max="3">',
    )
  })
})
