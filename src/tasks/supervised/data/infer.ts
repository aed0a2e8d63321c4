import { InputError, quote } from '../../../errors.ts'
import { isMissing, levelOf, numberOf } from './cells.ts'
import { type Cell, cellField, columnField, type Table } from './table.ts'

/** A column with more categories than this is probably an id. */
const mostLevels: number = 64

/**
 * Whether a column holds numbers or categories: numbers if most of its values are numbers.
 *
 * @throws InputError for a column without values, and for text between numbers (row, column)
 */
export function inferKind(table: Table, column: number): 'number' | 'category' {
  const cells = table.columns[column]!
  let numbers = 0
  let others = 0
  let firstOther = -1
  for (const [row, cell] of cells.entries()) {
    if (numberOf(cell) !== undefined) numbers++
    else if (!isMissing(cell) && others++ === 0) firstOther = row
  }
  if (numbers + others === 0) throw emptyColumn(table, column)
  if (numbers <= others) return 'category'
  if (others > 0) throw badNumber(table, column, firstOther, 'a number, as elsewhere in the column')
  return 'number'
}

/** The error for an input or target column without values. */
function emptyColumn(table: Table, column: number): InputError {
  const name = table.names[column]!
  return new InputError({
    file: table.file,
    field: columnField(name),
    expected: 'cells with values',
    found: 'only missing ones',
    hint: dropHint(name),
  })
}

/**
 * The error for a cell that should be a number.
 * @param row its index in the table, from 0
 * @param expected why it should
 */
export function badNumber(
  table: Table,
  column: number,
  row: number,
  expected: string,
  hint?: string,
): InputError {
  const name = table.names[column]!
  return new InputError({
    file: table.file,
    field: cellField(table.rows[row]!, name),
    expected,
    found: quote(table.columns[column]![row]),
    hint,
  })
}

/**
 * The categories in the given rows, sorted: numbers by value, text by code points.
 *
 * @throws InputError if there are too many
 */
export function inputLevels(table: Table, column: number, rows: readonly number[]): string[] {
  const name = table.names[column]!
  const levels = distinctLevels(table.columns[column]!, rows)
  if (levels.length <= mostLevels) return levels
  throw new InputError({
    file: table.file,
    field: columnField(name),
    expected: `at most ${mostLevels} different texts`,
    found: String(levels.length),
    hint: dropHint(name),
  })
}

/** The levels of a column's values, sorted as numbers if all are numbers, else by code points. */
export function distinctLevels(cells: readonly Cell[], rows: readonly number[]): string[] {
  const seen = new Set<string>()
  for (const row of rows) if (!isMissing(cells[row]!)) seen.add(levelOf(cells[row]!))
  const levels = [...seen].sort()
  const numeric = levels.every((level) => Number.isFinite(Number(level)))
  return numeric ? levels.sort((a, b) => Number(a) - Number(b)) : levels
}

export function dropHint(name: string): string {
  return `to leave it out, add ${quote(name)} to drop`
}
