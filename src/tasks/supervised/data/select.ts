import { InputError, quote } from '../../../errors.ts'
import { didYouMean } from '../../../nearest.ts'
import type { CellReader } from './cells.ts'
import { listed, looksLikeData } from './names.ts'
import type { FileData } from './options.ts'
import type { Table } from './table.ts'

/** Indices of a table's columns by their use. */
export interface Selection {
  readonly targets: readonly number[]
  readonly inputs: readonly number[]
}

/**
 * Which columns are inputs and which are targets: a column that is neither a target nor dropped is an input.
 *
 * @throws InputError for a column that the table does not have, that is both a target and dropped, or that is a target
 *   twice, and if no input is left
 */
export function selectColumns(table: Table, options: Pick<FileData, 'target' | 'drop'>): Selection {
  const names = typeof options.target === 'string' ? [options.target] : options.target
  const targets = names.map((name) => place(table, name, 'task.data.target'))
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (names.length === 0 || doubled !== undefined) {
    throw new InputError({
      field: 'task.data.target',
      expected: doubled === undefined ? 'at least one column' : 'each target once',
      found: doubled === undefined ? 'none' : `${quote(doubled)} twice`,
    })
  }
  const dropped = (options.drop ?? []).map((name) => {
    if (!names.includes(name)) return place(table, name, 'task.data.drop')
    throw new InputError({
      field: 'task.data.drop',
      expected: 'columns other than the target',
      found: quote(name),
    })
  })
  const away = new Set([...targets, ...dropped])
  const inputs = table.names.map((_, column) => column).filter((column) => !away.has(column))
  if (inputs.length === 0) {
    const expected = 'a column that is neither a target nor dropped'
    throw new InputError({ file: table.file, expected, found: 'none' })
  }
  return { targets, inputs }
}

/**
 * Without the columns that tell nothing: those without a value, and a nameless first column that counts the rows from 0 or 1.
 *
 * @param notes is told which are left out, and what other nameless columns are called
 * @throws InputError if no input is left
 */
export function tellingColumns(
  table: Table,
  { targets, inputs }: Selection,
  reader: CellReader,
  notes: string[],
): Selection {
  const isIndex = (column: number): boolean =>
    column === 0 && table.nameless.includes(0) && countsRows(table, reader)
  const isEmpty = (column: number): boolean => table.columns[column]!.every((cell) => reader.isMissing(cell))
  const index = inputs.find(isIndex)
  const empty = inputs.filter((column) => column !== index && isEmpty(column))
  const names = (columns: readonly number[]): string => listed(columns.map((column) => table.names[column]!))
  if (index !== undefined) notes.push('the first column has no name and only counts the rows: it is left out')
  if (empty.length > 0) notes.push(`columns without values are left out: ${names(empty)}`)
  const left = inputs.filter((column) => column !== index && !empty.includes(column))
  const nameless = left.filter((column) => table.nameless.includes(column))
  if (nameless.length > 0) notes.push(`columns without a name are called ${names(nameless)}`)
  if (left.length > 0) return { targets, inputs: left }
  const expected = 'an input column with values'
  throw new InputError({
    file: table.file,
    expected,
    found: `only columns that tell nothing: ${names(inputs)}`,
  })
}

function countsRows(table: Table, reader: CellReader): boolean {
  const cells = table.columns[0]!
  const first = reader.numberOf(cells[0]!)
  if (first !== 0 && first !== 1) return false
  return cells.every((cell, row) => typeof cell !== 'boolean' && reader.numberOf(cell) === first + row)
}

function place(table: Table, name: string, field: string): number {
  const column = table.names.indexOf(name)
  if (column >= 0) return column
  const headless = table.lines !== null && looksLikeData(table.names)
  throw new InputError({
    field,
    expected: `a column of ${table.file}`,
    found: quote(name),
    hint: headless
      ? `if the file has no header, set header: false; its columns are then "column 1" to "column ${table.names.length}"`
      : columnHint(name, table.names),
  })
}

/** The column that was probably meant, or a list of all columns. */
export function columnHint(name: string, names: readonly string[]): string {
  return didYouMean(name, names) ?? `its columns are ${listed(names, 12)}`
}
