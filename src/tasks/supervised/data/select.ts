import { InputError, quote } from '../../../errors.ts'
import { nearest } from '../../../nearest.ts'
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

function place(table: Table, name: string, field: string): number {
  const column = table.names.indexOf(name)
  if (column >= 0) return column
  throw new InputError({
    field,
    expected: `a column of ${table.file}`,
    found: quote(name),
    hint: columnHint(name, table.names),
  })
}

/** The column that was probably meant, or a list of all columns. */
export function columnHint(name: string, names: readonly string[]): string {
  const meant = nearest(name, names)
  if (meant !== undefined) return `did you mean ${JSON.stringify(meant)}?`
  const listed = names.slice(0, 12).map((each) => JSON.stringify(each))
  return `its columns are ${listed.join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`
}
