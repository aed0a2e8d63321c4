import { InputError, quote } from '../errors.ts'
import { cellOfDate } from '../tasks/supervised/data/dates/date-text.ts'
import { type Cell, type Table, tableOfColumns } from '../tasks/supervised/data/table.ts'

/** One sample: its values in the order of the model's columns, or by column name. */
export type Row = ArrayLike<Cell | Date> | Readonly<Record<string, Cell | Date>>

/**
 * Rows as a table.
 * @param names of the columns: the order of values in lists
 * @param file stands for the name of a file in messages
 * @throws InputError for a row that is none, or that lacks a value
 */
export function tableOf(rows: readonly Row[], names: readonly string[], file: string): Table {
  rows.forEach((row, index) => {
    checkRow(row, index, names)
  })
  const cell = (row: Row, index: number, place: number): Cell => {
    const name = names[place]!
    const value = isList(row) ? row[place] : Object.hasOwn(row, name) ? row[name] : undefined
    if (value instanceof Date) return cellOfDate(value)
    if (value !== undefined) return value
    throw new InputError({ field: `row ${index + 1}`, expected: `a value for ${quote(name)}`, found: 'none' })
  }
  return tableOfColumns(
    file,
    names,
    names.map((_, place) => rows.map((row, index) => cell(row, index, place))),
  )
}

/** A list must have exactly one value for each column; anything else must be a record. */
function checkRow(row: Row, index: number, names: readonly string[]): void {
  if (typeof row === 'object' && row !== null && !(isList(row) && row.length !== names.length)) return
  throw new InputError({
    field: `row ${index + 1}`,
    expected: `${names.length === 1 ? 'a value' : `${names.length} values`}, for ${names.map(quote).join(', ')}`,
    found: isList(row) ? String(row.length) : quote(row),
  })
}

function isList(row: unknown): row is ArrayLike<Cell | Date> {
  return Array.isArray(row) || ArrayBuffer.isView(row)
}
