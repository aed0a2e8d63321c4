import { describe, expect, it } from 'vitest'
import { InputError, quote } from '../src/errors.ts'

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
