import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CellReader } from '../../../../src/tasks/supervised/data/cells.ts'
import type { Cell } from '../../../../src/tasks/supervised/data/table.ts'

const reader = new CellReader()

describe('a cell', () => {
  it.each([null, '', '  ', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?', ' ? '])(
    'is missing as %j',
    (cell) => {
      expect(reader.isMissing(cell)).toBe(true)
    },
  )

  it.each([0, false, '0', '1?', 'na', 'none', '.', '-'])('holds something as %j', (cell) => {
    expect(reader.isMissing(cell)).toBe(false)
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
    ['1e39', 1e39],
    ['1e400', Number.POSITIVE_INFINITY],
  ])('means a number as %j', (cell, number) => {
    expect(reader.numberOf(cell)).toBe(number)
  })

  it.each(['1,5', '0x10', '1e', 'Infinity', '-inf', '1 2', 'abc', '.', '', Number.NaN])(
    'means no number as %j',
    (cell) => {
      expect(reader.numberOf(cell)).toBeUndefined()
    },
  )

  it('means the number that JavaScript writes it as', () => {
    const number = fc.double({ noNaN: true, min: -3e38, max: 3e38 })
    fc.assert(
      fc.property(number, (value) => reader.numberOf(String(value)) === value || value === 0),
      { seed: 1 },
    )
  })

  it.each<[string, Cell[]]>([
    ['one', ['1', '1.0', '+1', '01', '1e0', '10e-1', '.1e1', ' 1 ', 1, true, 'True', 'TRUE', 'true']],
    ['nothing', ['0', '-0', '0.0', '0e9', -0, false, 'False']],
    ['a fraction', ['-1.50', '-1.5', '-15e-1', -1.5]],
    ['a long id', ['12345678901234567', '012345678901234567.0']],
    ['a word', ['a b', ' a b ']],
  ])('means the same label however %s is written', (_, cells) => {
    expect(new Set(cells.map((cell) => reader.meaningOf(cell))).size).toBe(1)
  })

  it.each<[Cell, Cell]>([
    ['12345678901234567', '12345678901234568'],
    ['0x10', '16'],
    ['Infinity', '1e400'],
    ['1e400', '1e401'],
    ['a', 'A'],
    ['1,5', '1.5'],
    ['yes', 'true'],
  ])('means different labels as %j and %j', (one, other) => {
    expect(reader.meaningOf(one)).not.toBe(reader.meaningOf(other))
  })

  it('has the decimal sign of its file', () => {
    const comma = new CellReader(',')
    expect(['1,5', '-,5', '1e3', '1.5', '1.500'].map((cell) => comma.numberOf(cell))).toEqual([
      ...[1.5, -0.5, 1000, undefined, undefined],
    ])
    expect(comma.meaningOf('1,50')).toBe(reader.meaningOf('1.5'))
    expect(comma.meaningOf('1.5')).not.toBe(comma.meaningOf('1,5'))
    expect(comma.numberOf(1.5)).toBe(1.5)
  })

  it('is missing by the words of its file alone, and by their number', () => {
    const listed = new CellReader(',', ['-', ' x ', '-999', '0,5'])
    const missing: Cell[] = [
      '',
      ' ',
      null,
      Number.NaN,
      '-',
      'x',
      '-999',
      '-999,0',
      '-9.99e2',
      -999,
      '0,50',
      0.5,
    ]
    expect(missing.filter((cell) => !listed.isMissing(cell))).toEqual(['-9.99e2'])
    const present: Cell[] = ['NA', '?', 'NaN', '--', '999', 999, false, 'X']
    expect(present.filter((cell) => listed.isMissing(cell))).toEqual([])
    expect(new CellReader('.', []).isMissing('NA')).toBe(false)
    expect(new CellReader('.', ['9']).isMissing('9.0')).toBe(true)
  })

  it('means one label for texts of one number, and never one for two', () => {
    const number = fc.tuple(
      fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
      fc.integer({ min: 0, max: 30 }),
    )
    const written = ([digits, shift]: [bigint, number]): string[] => [
      `${digits}e-${shift}`,
      `${digits}.000e-${shift}`,
      `${digits < 0n ? '-' : '+'}000${digits < 0n ? -digits : digits}0E-${shift + 1}`,
    ]
    fc.assert(
      fc.property(number, number, (one, other) => {
        const meanings = written(one).map((cell) => reader.meaningOf(cell))
        expect(new Set(meanings).size).toBe(1)
        const same = one[0] * 10n ** BigInt(other[1]) === other[0] * 10n ** BigInt(one[1])
        expect(reader.meaningOf(written(other)[1]!) === meanings[0]).toBe(same)
      }),
      { seed: 1 },
    )
  })
})
