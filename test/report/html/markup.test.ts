import { describe, expect, it } from 'vitest'
import { escapeMarkup } from '../../../src/report/escape.ts'
import { tag } from '../../../src/report/html/markup.ts'

describe('markup', () => {
  it('escapes attributes', () => {
    expect(tag('a', { title: '"><script>' }, escapeMarkup('</a><b>'))).toBe(
      '<a title="&quot;&gt;&lt;script&gt;">&lt;/a&gt;&lt;b&gt;</a>',
    )
  })

  it('leaves out attributes that are not there, and writes those that are true bare', () => {
    expect(tag('input', { checked: true, disabled: false, name: undefined, max: 3 })).toBe(
      '<input checked max="3">',
    )
  })
})
