import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../../../src/tasks/supervised/data/csv.ts'
import { issue } from '../issue.ts'

describe('parseCsv', () => {
  it('reads a header and rows, and keeps the cells as text', () => {
    expect(parseCsv('a,b\n1,x\n2,\n')).toEqual({
      names: ['a', 'b'],
      columns: [
        ['1', '2'],
        ['x', ''],
      ],
      lines: [2, 3],
      nameless: [],
      separator: ',',
    })
  })

  it('accepts CRLF, mixed line ends, blank lines and no line end at the end', () => {
    const grid = parseCsv('a,b\r\n1,2\n\n3,4\r\n   \r\n5,6')
    expect(grid.columns).toEqual([
      ['1', '3', '5'],
      ['2', '4', '6'],
    ])
    expect(grid.lines).toEqual([2, 4, 6])
  })

  it('reads quoted commas, quotes and line ends, and counts rows by the line they begin on', () => {
    const grid = parseCsv('a,b\r\n"x,\r\n""y""",1\r\nz,2\r\n')
    expect(grid.columns).toEqual([
      ['x,\n"y"', 'z'],
      ['1', '2'],
    ])
    expect(grid.lines).toEqual([2, 4])
  })

  it('reads tabs and semicolons', () => {
    expect(parseCsv('a\tb\n1,5\t2\n', { separator: '\t' }).columns).toEqual([['1,5'], ['2']])
    expect(parseCsv('a;b\n1;2\n').columns).toEqual([['1'], ['2']])
  })

  it('takes any column name, even those that objects inherit', () => {
    expect(parseCsv('__proto__,constructor\n1,2\n').names).toEqual(['__proto__', 'constructor'])
  })

  it.each([
    ['a,b\n1,2\n3\n', 'line 3: expected 2 values, one for each column, found 1'],
    ['a,b\n1,2\n3,4,5\n', 'line 3: expected 2 values, one for each column, found 3'],
    ['a,b\n1,2\n\n"3,4\n5,6\n', 'line 4: expected a closing quote, found the end of the file'],
    ['a,b,a\n1,2,3\n', 'line 1: expected each column name once, found "a" twice; rename one of them'],
    [
      '1,5,1\n1,2,3\n',
      'line 1: expected each column name once, found "1" twice; ' +
        'header: false reads a file without a header; its columns are then "column 1" to "column 3"',
    ],
    ['\n', 'expected a header line and rows, found an empty file'],
  ])('refuses %j', (text, message) => {
    expect(issue(() => parseCsv(text))).toBe(message)
  })

  it.each(['a,b\n1,2\n3,x"y\n', 'a,b\n1,2\n3,"x"y\n'])('names the line of a stray quote in %j', (text) => {
    expect(issue(() => parseCsv(text))).toMatch(/^line 3: expected quotes around whole values only/)
  })

  it('reads back whatever is quoted', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ';', 'é', ' ') })
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 })
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(rows, (cells) => {
        const text = `a,b\n${cells.map((row) => row.map(quoted).join(',')).join('\n')}\n`
        const { columns } = parseCsv(text)
        expect(cells.map((_, row) => columns.map((column) => column[row]))).toEqual(cells)
      }),
      { seed: 1 },
    )
  })

  it.each([',', '\t'] as const)('reads what is not quoted as if something were, by %j', (separator) => {
    const cell = fc.string({
      unit: fc.constantFrom('1', 'a', ' ', '\u00a0', ';', separator === ',' ? '\t' : ','),
      maxLength: 3,
    })
    const row = fc.tuple(cell, cell).map((cells) => cells.join(separator))
    const odd = fc.array(cell, { maxLength: 3 }).map((cells) => cells.join(separator))
    const line = fc.oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: odd })
    const text = fc.tuple(
      fc.array(line, { maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      fc.boolean(),
    )
    const told = (text: string): unknown => {
      try {
        return parseCsv(text, { separator })
      } catch (error) {
        return String(error)
      }
    }
    fc.assert(
      fc.property(text, ([lines, end, last]) => {
        const rows = lines.join(end) + (last ? end : '')
        expect(told(`h${separator}i\n${rows}`)).toEqual(told(`"h"${separator}i\n${rows}`))
      }),
      { seed: 1, numRuns: 2000 },
    )
  })
})
