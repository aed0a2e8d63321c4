import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMissing, levelOf, numberOf } from '../../../../src/tasks/supervised/data/cells.ts'

describe('a cell', () => {
  it.each([null, '', '  ', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?', ' ? '])(
    'is missing as %j',
    (cell) => {
      expect(isMissing(cell)).toBe(true)
    },
  )

  it.each([0, false, '0', '1?', 'na', 'none', '.', '-'])('holds something as %j', (cell) => {
    expect(isMissing(cell)).toBe(false)
  })

  it.each([
    ['1', 1],
    [' -1.5e3 ', -1500],
    ['+.5', 0.5],
    ['2.', 2],
    ['007', 7],
    ['7', 7],
    ['0', 0],
    ['-0', -0],
    [true, 1],
    ['FALSE', 0],
    [3.5, 3.5],
  ])('means a number as %j', (cell, number) => {
    expect(numberOf(cell)).toBe(number)
  })

  it.each([
    '1,5',
    '0x10',
    '1e',
    'Infinity',
    '-inf',
    '1 2',
    'abc',
    '1e39',
    '.',
    '',
    1e39,
    Number.POSITIVE_INFINITY,
  ])('means no number as %j', (cell) => {
    expect(numberOf(cell)).toBeUndefined()
  })

  it('means the number that JavaScript writes it as', () => {
    const number = fc.double({ noNaN: true, min: -3e38, max: 3e38 })
    fc.assert(
      fc.property(number, (value) => numberOf(String(value)) === value || value === 0),
      { seed: 1 },
    )
  })

  it('means a level without the blanks around it', () => {
    expect([' a b ', 1, true].map(levelOf)).toEqual(['a b', '1', 'true'])
  })
})
