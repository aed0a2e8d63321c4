import { describe, expect, it } from 'vitest'
import { parseJson } from '../../../../src/tasks/supervised/data/json.ts'
import { issue } from '../issue.ts'

/** What only other formats have. */
const json = { lines: null, nameless: [], separator: null }

const twoByTwo = {
  names: ['a', 'b'],
  columns: [
    [1, 2],
    ['x', null],
  ],
}

describe('parseJson', () => {
  it('reads records', () => {
    const text = '[{"a": 1, "b": "x"}, {"b": null, "a": 2}]'
    expect(parseJson(text)).toEqual({ ...twoByTwo, ...json })
  })

  it('takes a key that a record lacks for a missing cell', () => {
    expect(parseJson('[{"a": 1}, {"b": true}]').columns).toEqual([
      [1, null],
      [null, true],
    ])
  })

  it('reads rows below a header', () => {
    expect(parseJson('[["a", "b"], [1, "x"], [2, null]]')).toEqual({ ...twoByTwo, ...json })
  })

  it('names the columns of rows without a header by their place', () => {
    expect(parseJson('[[1, "x"], [2, null]]')).toEqual({ ...twoByTwo, names: ['0', '1'], ...json })
    expect(parseJson('[["1", "2"], ["3", "4"]]').names).toEqual(['0', '1'])
  })

  it('numbers the columns of rows that are said to have no header', () => {
    const { names, columns } = parseJson('[["a", "b"], ["c", "d"]]', { header: false })
    expect(names).toEqual(['column 1', 'column 2'])
    expect(columns).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ])
  })

  it('calls a column without a name by its place', () => {
    expect(parseJson('[["", "b"], [1, 2]]')).toMatchObject({ names: ['column 1', 'b'], nameless: [0] })
    expect(parseJson('[{"a": 1, "": 2}]')).toMatchObject({ names: ['a', 'column 2'], nameless: [1] })
  })

  it('keeps whole numbers apart that float64 cannot', () => {
    expect(parseJson('[{"id": 12345678901234567}, {"id":12345678901234568},{"id":12}]').columns).toEqual([
      ['12345678901234567', 12345678901234568, 12],
    ])
  })

  it('reads columns', () => {
    expect(parseJson('{"a": [1, 2], "b": ["x", null]}')).toEqual({ ...twoByTwo, ...json })
  })

  it('takes __proto__ for a name like any other', () => {
    const text = '[{"__proto__": "polluted", "a": 1, "constructor": 2}, {"a": 3}]'
    const grid = parseJson(text)
    expect(grid.names).toEqual(['__proto__', 'a', 'constructor'])
    expect(grid.columns).toEqual([
      ['polluted', null],
      [1, 3],
      [2, null],
    ])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(parseJson('{"__proto__": [1], "a": [2]}').names).toEqual(['__proto__', 'a'])
  })

  it('keeps the order of columns whose names are numbers', () => {
    expect(parseJson('[{"10": 1, "b": 2}, {"2": 3, "10": 4}]').names).toEqual(['10', 'b', '2'])
    expect(parseJson('{"10": [1], "a": [2], "2": [3]}').columns).toEqual([[1], [2], [3]])
  })

  it.each([
    ['[]', 'expected rows, found an empty list'],
    ['3', 'expected a list of rows, found 3'],
    ['null', 'expected a list of rows, found null'],
    ['[{"a": 1}, [2]]', 'row 2: expected a record, as in row 1, found a list'],
    [
      '[{"a": 1}, {"a": [2]}]',
      'row 2, column "a": expected a number, a text, true, false or null, found a list',
    ],
    ['[["a", "b"], [1]]', 'row 1: expected a list of 2 values, one for each column, found 1'],
    ['[["a", "a"], [1, 2]]', 'header: expected each column name once, found "a" twice; rename one of them'],
    ['{"a": [1, 2], "b": [1]}', 'column "b": expected a list of 2 cells, as in the first column, found 1'],
    ['{"a": 1}', 'column "a": expected a list of cells, found 1'],
  ])('refuses %s', (text, message) => {
    expect(issue(() => parseJson(text))).toBe(message)
  })

  it('refuses a key that a record has twice, since only one of the values could count', () => {
    expect(issue(() => parseJson('[{"a": 1, "b": 2},\n {"a": 3, "a": 4}]'))).toBe(
      'line 2, column 11: expected each key once, found "a" again',
    )
  })

  it('says where malformed JSON breaks', () => {
    expect(issue(() => parseJson('[{"a": 1},\n {"a" 2}]'))).toBe(
      'line 2, column 7: expected ":" after the key, found "2"',
    )
    expect(issue(() => parseJson('[{"a": 1},\n'))).toBe(
      'line 2, column 1: expected a JSON value, found the end of the file',
    )
    expect(issue(() => parseJson('[NaN]'))).toBe('line 1, column 2: expected a JSON value, found "NaN"')
  })
})
