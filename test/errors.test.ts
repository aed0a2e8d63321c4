import { describe, expect, it } from 'vitest'
import { forAll, InputError, quote } from '../src/errors.ts'

describe('InputError', () => {
  it('says file, field, expected, found and hint on one line', () => {
    const error = new InputError({
      file: 'a.yaml',
      field: 'seed',
      expected: 'an integer',
      found: '"x"',
      hint: 'leave it out',
    })
    expect(error.message).toBe('a.yaml: seed: expected an integer, found "x"; leave it out')
  })

  it('stays on one line, and steers no terminal, whatever a file or key is called', () => {
    const error = new InputError({ file: 'a\nb', field: '\u001b[2J', expected: 'x', found: 'y\u2028z\r' })
    expect(error.message).toBe('a\\u000ab: \\u001b[2J: expected x, found y\\u2028z\\u000d')
  })
})

describe('an InputError with several issues', () => {
  const issues = Array.from({ length: 23 }, (_, i) => ({ field: `k${i}`, expected: 'x', found: 'y' }))

  it('has a line for each, with its place in the file', () => {
    const error = new InputError([{ ...issues[0]!, position: { line: 3, column: 7 } }, issues[1]!]).in(
      'a.yaml',
    )
    expect(error.message).toBe('a.yaml:3:7: k0: expected x, found y\na.yaml: k1: expected x, found y')
    expect(error.issue).toBe(error.issues[0])
    expect(new InputError({ ...error.issue, file: undefined }).message).toMatch(/^line 3, column 7: k0: /)
  })

  it('says how many it leaves out, and holds them', () => {
    const error = new InputError(issues)
    expect(error.message.split('\n').slice(-2)).toEqual(['k19: expected x, found y', 'and 3 more'])
    expect(error.issues).toHaveLength(23)
  })

  it('is what several actions come to of which some refuse', () => {
    const refuse = (n: number): number => {
      if (n === 2) return n
      throw new InputError(issues[n]!)
    }
    expect(forAll([2, 2], refuse)).toEqual([2, 2])
    expect(() => forAll([0, 2, 1], refuse)).toThrow(/^k0: .*\nk1: /)
    expect(() => forAll([1], () => JSON.parse('{'))).toThrow(SyntaxError)
  })
})

it('an error is short, however long its parts are', () => {
  const long = 'x'.repeat(200_000)
  const { message, issue } = new InputError({
    file: long,
    field: long,
    expected: long,
    found: long,
    hint: long,
  })
  expect(message.length).toBeLessThan(6000)
  expect(issue.found).toBe(long)
})

describe('quote', () => {
  it.each([
    ['text', '"text"'],
    [undefined, 'nothing'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
    [[1], 'a list'],
    [{}, 'a mapping'],
    [() => 1, 'a function'],
  ])('shows %j as %s', (value, shown) => {
    expect(quote(value)).toBe(shown)
  })

  it('cuts what is long', () => {
    expect(quote('x'.repeat(100))).toBe(`"${'x'.repeat(58)}…`)
    expect(quote('語'.repeat(200_000))).toBe(`"${'語'.repeat(29)}…`)
  })
})
