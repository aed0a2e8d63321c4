import { expect, test } from 'vitest'
import { element, text } from '../../src/report/svg.ts'

test('markup in a text or an attribute is data', () => {
  expect(text('<script>&"\'', { x: 1 })).toBe('<text x="1">&lt;script&gt;&amp;&quot;&#39;</text>')
  expect(element('a', { b: '"><c/>' })).toBe('<a b="&quot;&gt;&lt;c/&gt;"/>')
})

test('line ends in a text become spaces', () => {
  expect(text('d\n\te', {})).toBe('<text>d e</text>')
})

test('undefined attributes are left out and numbers are rounded', () => {
  expect(element('p', { a: undefined, b: 1 / 3 }, '<q/>')).toBe('<p b="0.33"><q/></p>')
})
