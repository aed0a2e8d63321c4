import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/errors.ts'
import { parseOrderedJson, parseStrictJson } from '../src/json-text.ts'
import { messageOf } from './config/issue-of.ts'

describe('parseStrictJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(parseStrictJson(text)).toEqual(JSON.parse(text))
      }),
      { seed: 1 },
    )
  })

  it('refuses exactly what JSON.parse refuses', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b',
      '1',
      '-',
      '01',
      '.5',
      '1e',
      'true',
      'nul',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(token, { maxLength: 6 }), (tokens) => {
        const text = tokens.join('')
        let valid = true
        try {
          JSON.parse(text)
        } catch {
          valid = false
        }
        if (valid) parseStrictJson(text)
        else expect(() => parseStrictJson(text)).toThrow(InputError)
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it.each([
    ['{\n  "seed": 1,\n}', 'line 3, column 1: expected a key in double quotes, found "}"'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: expected "," or "}", found "\\""'],
    ['{"a" 1}', 'line 1, column 6: expected ":" after the key, found "1"'],
    ['[1, 2', 'line 1, column 6: expected "," or "]", found the end of the file'],
    ['{"a": NaN}', 'line 1, column 7: expected a JSON value, found "NaN"'],
    ["{'a': 1}", 'line 1, column 2: expected a key in double quotes, found "\'"'],
    ['{"a": "x\n"}', 'line 1, column 7: expected a JSON value, found "\\""'],
    ['1 2', 'line 1, column 3: expected nothing after the value, found "2"'],
    ['', 'line 1, column 1: expected a JSON value, found the end of the file'],
    ['// hi\n{}', 'line 1, column 1: expected a JSON value, found "/"'],
    ['{"a": /* hi */ 1}', 'line 1, column 7: expected a JSON value, found "/"'],
    ['[1, 2,]', 'line 1, column 7: expected a JSON value, found "]"'],
    ['[1,\r2.]', 'line 2, column 1: expected a JSON value, found "2."'],
    ['[01]', 'line 1, column 3: expected "," or "]", found "1"'],
    ['{"a": 😀}', 'line 1, column 7: expected a JSON value, found "😀"'],
    ['{"seed": 1,\r\n "seed": 2}', 'line 2, column 2: expected each key once, found "seed" again'],
    ['{"a": {"b": 1, "\\u0062": 2}}', 'line 1, column 16: expected each key once, found "b" again'],
  ])('refuses %j', (text, message) => {
    expect(messageOf(() => parseStrictJson(text))).toBe(message)
  })

  it('refuses nesting that would overflow the stack', () => {
    expect(messageOf(() => parseStrictJson('['.repeat(500_000)))).toBe(
      'line 1, column 102: expected at most 100 levels of nesting, found more',
    )
  })

  it('reads as many levels as it says', () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}{}${']'.repeat(levels)}`
    expect(parseStrictJson(nested(100))).toEqual(JSON.parse(nested(100)))
    expect(messageOf(() => parseStrictJson(nested(101)))).toBe(
      'line 1, column 102: expected at most 100 levels of nesting, found more',
    )
  })

  it('lets a key be __proto__ without touching the prototype', () => {
    const value = parseStrictJson('{"__proto__": {"x": 1}}') as object
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})

describe('parseOrderedJson', () => {
  it('keeps the keys of every object in their order, whatever the words', () => {
    const text = '{"10": [{"2": 1, "1": -1.5e3}], "2": "\\u0041\\n", "__proto__": null}'
    expect(parseOrderedJson(text)).toEqual(
      new Map<string, unknown>([
        [
          '10',
          [
            new Map([
              ['2', 1],
              ['1', -1500],
            ]),
          ],
        ],
        ['2', 'A\n'],
        ['__proto__', null],
      ]),
    )
    expect([...(parseOrderedJson(text) as Map<string, unknown>).keys()]).toEqual(['10', '2', '__proto__'])
    expect(messageOf(() => parseOrderedJson('{"a": 1, "a": 2}'))).toBe(
      'line 1, column 10: expected each key once, found "a" again',
    )
  })
})
