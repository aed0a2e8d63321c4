import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { plain } from '../../src/config/mapping.ts'
import { parseYaml } from '../../src/config/yaml-text.ts'
import { InputError } from '../../src/errors.ts'
import { messageOf } from './issue-of.ts'

describe('parseYaml', () => {
  it('reads mappings, lists, anchors, comments and CRLF', () => {
    const text = 'a: &x { b: [1, 2.5] } # note\r\nc: *x\r\nd: yes\r\ne: .nan\r\n'
    expect(plain(parseYaml(text))).toEqual({
      a: { b: [1, 2.5] },
      c: { b: [1, 2.5] },
      d: 'yes',
      e: Number.NaN,
    })
  })

  it('keeps mappings in their order, and keys as they are written', () => {
    const text = '10: a\n2: b\n__proto__: c\nconstructor: d\n1.0: e\n1: f\nnull: g\ntrue: h\n'
    expect([...(parseYaml(text) as Map<string, string>)]).toEqual([
      ...[
        ['10', 'a'],
        ['2', 'b'],
        ['__proto__', 'c'],
        ['constructor', 'd'],
      ],
      ...[
        ['1.0', 'e'],
        ['1', 'f'],
        ['null', 'g'],
        ['true', 'h'],
      ],
    ])
  })

  it.each(['', '# nothing', '---\n', '\n\n'])('gives null for %j', (text) => {
    expect(parseYaml(text)).toBeNull()
  })

  it('reads whatever the yaml package writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(plain(parseYaml(stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { seed: 1 },
    )
  })

  it('raises nothing but InputError, whatever the text', () => {
    const piece = fc.constantFrom(
      '- ',
      '? ',
      ': ',
      'a',
      '&a ',
      '*a',
      '!a ',
      '!!set ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '\n',
      ' ',
      '\t',
      '"',
      "'",
      '|',
      '>',
      '---\n',
      '...\n',
      '%YAML 1.1\n',
      '%A\n',
      '#',
      '<<: ',
      '__proto__: ',
      '@',
      '0x',
      '\u0000',
      '\r',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          parseYaml(pieces.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
          expect((error as Error).message).not.toMatch(/[\r\n]/)
        }
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it.each([
    [
      'network:\n  hidden: [8, 8\n',
      'line 3, column 1: expected YAML, found an error: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a: 1\n\tb: 2', 'line 2, column 1: expected YAML, found an error: Tabs are not allowed as indentation'],
    ['seed: 1\nseed: 2', 'line 2, column 1: expected each key once, found "seed" again'],
    ['a: { b: 1, "b": 2 }', 'line 1, column 12: expected each key once, found "b" again'],
    ['1: a\n"1": b', 'line 2, column 1: expected each key once, found "1" again'],
    ['a: 1\n---\nb: 2', 'line 2, column 1: expected one YAML document, found another'],
    ['a: !include x', 'line 1, column 4: expected no tags, found "!include"'],
    ['a: !!binary aGk=', 'line 1, column 4: expected no tags, found "!!binary"'],
    ['? [a, b]\n: c', 'line 1, column 3: expected a word as key, found something else'],
    ['a: *b', 'expected an anchor before its alias, found "*b"'],
    ['a: &b [1, *b]', 'line 1, column 11: expected an alias outside of what it names, found "*b"'],
    ['a: &b { c: { d: *b } }', 'line 1, column 17: expected an alias outside of what it names, found "*b"'],
    ['['.repeat(40_000), 'expected at most 100 levels of nesting, found more'],
    ['- '.repeat(20_000), 'expected at most 100 levels of nesting, found more'],
    ['? '.repeat(20_000), 'expected at most 100 levels of nesting, found more'],
  ])('refuses text %#', (text, message) => {
    expect(messageOf(() => parseYaml(text))).toBe(message)
  })

  it('refuses alias bombs', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    )
    const bomb = `l0: &l0 [lol]\n${levels.join('\n')}\n`
    const message = 'expected at most 100 uses of aliases, found more'
    expect(messageOf(() => parseYaml(bomb))).toBe(message)
    expect(messageOf(() => parseYaml(`a: &a 1\nb: [${'*a, '.repeat(101)}]`))).toBe(message)
  })

  it('finds a key given twice among many thousands at once', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`)
    expect(messageOf(() => parseYaml(`${lines.join('\n')}\nk0: 2`))).toBe(
      'line 20001, column 1: expected each key once, found "k0" again',
    )
  })
})
