import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CellReader } from '../../../../src/tasks/supervised/data/cells.ts'
import { inputLevels, levelNames, levelPlaces } from '../../../../src/tasks/supervised/data/levels.ts'
import type { Decimal } from '../../../../src/tasks/supervised/data/number-text.ts'
import { type Cell, tableOfColumns } from '../../../../src/tasks/supervised/data/table.ts'
import { issue } from '../issue.ts'

function names(cells: readonly Cell[], decimal: Decimal = '.'): string[] {
  const table = tableOfColumns('data.csv', ['k'], [cells])
  return levelNames(table, 0, [...cells.keys()], new CellReader(decimal))
}

describe('levelNames', () => {
  it.each<[readonly Cell[], string[]]>([
    [
      ['1', '0', '1.0', '0.0', '+1', '01', '1e0', 1],
      ['0', '1'],
    ],
    [
      ['True', 'FALSE', 'true', false],
      ['false', 'true'],
    ],
    [
      ['True', 1, 'false'],
      ['false', '1'],
    ],
    [
      ['10', '9', '1e5', '-2', '.5'],
      ['-2', '0.5', '9', '10', '100000'],
    ],
    [
      ['b', ' a', 'a ', 'B'],
      ['B', 'a', 'b'],
    ],
    [
      ['10', '9', 'x'],
      ['10', '9', 'x'],
    ],
    [
      ['12345678901234568', '12345678901234567', '012345678901234567'],
      ['12345678901234567', '12345678901234568'],
    ],
    [
      ['0x10', 'Infinity', '16', '1e400', '1e401'],
      ['0x10', '16', '1e400', '1e401', 'Infinity'],
    ],
    [
      ['0.10000000000000000001', '0.1'],
      ['0.1', '0.10000000000000000001'],
    ],
    [['x', null, 'NA', ''], ['x']],
  ])('of %j', (cells, expected) => {
    expect(names(cells)).toEqual(expected)
  })

  it('writes numbers with a decimal point, whatever the file has', () => {
    expect(names(['1,50', '1,5', '2', '10 %'], ',')).toEqual(['1.5', '10 %', '2'])
    expect(names(['1.5', '1.6'], ',')).toEqual(['1.5', '1.6'])
    expect(issue(() => names(['1,5', '1.5'], ','))).toBe(
      'data.csv: column "k": expected numbers with one decimal sign, ",", found "1.5" with another; ' +
        'write all of them alike',
    )
  })

  it('does not depend on the order of the rows', () => {
    const cell = fc.constantFrom<Cell>('1', '1.0', 1, true, 'True', 'false', '0', 'x', ' x', '-0', '1e2', 100)
    const shuffled = fc
      .array(cell)
      .chain((cells) => fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length })))
    fc.assert(
      fc.property(shuffled, ([cells, others]) => {
        expect(names(others)).toEqual(names(cells))
      }),
      { seed: 1 },
    )
  })
})

describe('levelPlaces', () => {
  it('finds cells of another file by what they mean', () => {
    const placeOf = levelPlaces(['false', '1', '1.5', '100000', 'x'], new CellReader())
    expect(['FALSE', 0, '0.0', true, 1, '1.50', '1e5', ' x', 'X', '1,5'].map(placeOf)).toEqual([
      ...[0, 0, 0, 1, 1, 2, 3, 4, undefined, undefined],
    ])
  })

  it('finds numbers with a decimal comma, and texts that only look like numbers', () => {
    const placeOf = levelPlaces(['1.5', 'x'], new CellReader(','))
    expect(['1,5', '1,50', '1.5', 'x', '2,5'].map(placeOf)).toEqual([0, 0, 0, 1, undefined])
  })

  it('finds each name of its own column again', () => {
    const cell = fc.oneof(fc.string(), fc.double({ noNaN: true }).map(String), fc.boolean(), fc.integer())
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const found = names(cells)
        const placeOf = levelPlaces(found, new CellReader())
        expect(found.map(placeOf)).toEqual([...found.keys()])
        const reader = new CellReader()
        expect(cells.every((each) => reader.isMissing(each) || placeOf(each) !== undefined)).toBe(true)
      }),
      { seed: 1 },
    )
  })
})

it('names all columns with too many categories in one cure', () => {
  const ids = (letter: string): string[] => Array.from({ length: 65 }, (_, row) => `${letter}${row}`)
  const table = tableOfColumns('data.csv', ['a', 'b', 'c'], [ids('a'), new Array(65).fill('b'), ids('c')])
  const rows = [...new Array(65).keys()]
  expect(issue(() => inputLevels(table, [0, 1, 2], rows, new CellReader()))).toMatch(
    /^data\.csv: column "a": .*; to leave them out, add "a", "c" to drop$/,
  )
})
