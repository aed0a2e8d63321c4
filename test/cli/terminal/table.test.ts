import fc from 'fast-check'
import { expect, test } from 'vitest'
import { table } from '../../../src/cli/terminal/table.ts'

const columns = [
  { title: 'run', align: 'left', cell: (row: readonly string[]) => row[0]! },
  { title: 'best', cell: (row: readonly string[]) => row[1]! },
  { title: 'note', align: 'left', cell: (row: readonly string[]) => row[2]! },
] as const

test('numbers stand right, words left, under their titles', () => {
  const rows = [
    ['seed 1', '0.031', 'target'],
    ['seed 10', '12.5', ''],
  ]
  expect(table(rows, columns)).toBe(
    [
      'run       best  note', //
      'seed 1   0.031  target',
      'seed 10   12.5',
    ].join('\n'),
  )
})

test('a table without rows is its titles', () => {
  expect(table([], columns)).toBe('run  best  note')
})

test('every column begins or ends at the same cell', () => {
  const cell = fc.stringMatching(/^[a-z0-9é]{1,12}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
      const lines = table(rows, columns).split('\n')
      expect(lines).toHaveLength(rows.length + 1)
      const ends = rows.map((row, i) => lines[i + 1]!.length - row[2].length)
      expect(new Set(ends).size).toBe(1)
      rows.forEach((row, i) => {
        expect(lines[i + 1]!.startsWith(row[0])).toBe(true)
        expect(lines[i + 1]!.slice(0, ends[i]! - 2).endsWith(row[1])).toBe(true)
      })
    }),
    { seed: 1 },
  )
})

test('wide characters take two cells, combining marks none, and colours none', () => {
  const rows = [
    ['ペン', '3', ''],
    ['🐧', '−∞', ''],
    ['e\u0301', '\u001b[1m4\u001b[22m', ''],
  ]
  expect(table(rows, columns)).toBe(
    [
      'run   best  note', //
      'ペン     3',
      '🐧      −∞',
      'e\u0301        \u001b[1m4\u001b[22m',
    ].join('\n'),
  )
})

test('a text of any length is cut to the width of a column', () => {
  const long = '語'.repeat(200_000)
  const [, row] = table([[long, '1', '']], columns).split('\n')
  expect(row).toBe(`${'語'.repeat(29)}…     1`)
})
