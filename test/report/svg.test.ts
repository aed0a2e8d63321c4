import fc from 'fast-check'
import { expect, test } from 'vitest'
import { element, escapeXml, text } from '../../src/report/svg.ts'

test('markup in a text is data', () => {
  expect(text('<script>&"\'', { x: 1 })).toBe('<text x="1">&lt;script&gt;&amp;&quot;&#39;</text>')
  expect(element('a', { b: '"><c/>' })).toBe('<a b="&quot;&gt;&lt;c/&gt;"/>')
})

test('control characters and broken surrogates go, line breaks become spaces', () => {
  expect(escapeXml('a\u0000b\u001b[31mc\u007f\ud800d\uffff\n\te')).toBe('ab[31mcd e')
  expect(escapeXml('naïve 🐧 Привет')).toBe('naïve 🐧 Привет')
})

test('whatever comes in, nothing that XML forbids goes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const safe = escapeXml(raw)
      expect(safe).not.toMatch(/[<>"']|[^\P{Cc}]|\p{Cs}|[\uFFFE\uFFFF]/u)
      expect(safe.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
    }),
    { seed: 1 },
  )
})

test('undefined attributes are left away and numbers are rounded', () => {
  expect(element('p', { a: undefined, b: 1 / 3 }, '<q/>')).toBe('<p b="0.33"><q/></p>')
})
