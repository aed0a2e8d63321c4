import { InputError } from '../../../errors.ts'
import type { Signature } from '../../../model/signature.ts'
import { encodePoints } from '../image/features.ts'
import { isMissing, levelOf } from './cells.ts'
import { encodeCells, fillMissing } from './encode.ts'
import { checkSize, inputCount } from './examples.ts'
import { scaleRows } from './scaling.ts'
import { columnHint } from './select.ts'
import { cellField, columnField, type Table } from './table.ts'

/** New rows as inputs of a network. */
export interface EncodedRows {
  /** S */
  readonly count: number
  /** (S, I) */
  readonly inputs: Float32Array
  /** (S) the index of each in the table, from 0. */
  readonly rows: Uint32Array
  /** What the user should know, one line each: rows left out, cells filled, unknown categories. */
  readonly notes: readonly string[]
}

/**
 * Encodes raw rows like the training data. Columns that the model does not use are ignored.
 *
 * @param options.missing what to do with a row with an empty cell that the model cannot fill: refuse it or drop it
 * @throws InputError for a column that is missing, text in a number column and, unless dropped, an empty cell
 */
export function encodeRows(
  table: Table,
  signature: Signature,
  options: { readonly missing: 'refuse' | 'drop' } = { missing: 'refuse' },
): EncodedRows {
  const { columns, scaling, features } = signature
  const width = inputCount(columns)
  const places = columns.map(({ name }) => place(table, name))
  checkSize(table.rows.length, width, { file: table.file })
  const every = table.rows.map((_, row) => row)
  const rows = every.filter((row) => {
    const empty = columns.findIndex(
      ({ missing }, index) => missing === null && isMissing(table.columns[places[index]!]![row]!),
    )
    if (empty < 0) return true
    if (options.missing === 'drop') return false
    const field = cellField(table.rows[row]!, columns[empty]!.name)
    throw new InputError({
      file: table.file,
      field,
      expected: 'a value, since the model has none to fill in',
      found: 'a missing cell',
    })
  })
  const raw = encodeCells(table, columns, places, rows)
  const filled = fillMissing(raw, columns)
  const notes: string[] = []
  const left = every.length - rows.length
  if (left > 0) notes.push(`${left} of ${every.length} rows left out for missing cells`)
  for (const [index, column] of columns.entries()) {
    if (filled[index]! > 0) notes.push(`${columnField(column.name)}: ${filled[index]} missing cells filled`)
    const known = column.kind === 'category' ? new Set(column.levels) : undefined
    const unknown = known === undefined ? 0 : countUnknown(table, places[index]!, rows, known)
    if (unknown > 0)
      notes.push(`${columnField(column.name)}: ${unknown} cells of a category never seen in training`)
  }
  const kept = Uint32Array.from(rows)
  const all = Uint32Array.from(rows, (_, index) => index)
  const inputs = features === undefined ? scaleRows(raw, width, all, scaling) : encodePoints(raw, features)
  return { count: rows.length, inputs, rows: kept, notes }
}

function place(table: Table, name: string): number {
  const column = table.names.indexOf(name)
  if (column >= 0) return column
  throw new InputError({
    file: table.file,
    field: columnField(name),
    expected: 'this column, an input of the model',
    found: 'none of that name',
    hint: columnHint(name, table.names),
  })
}

function countUnknown(
  table: Table,
  column: number,
  rows: readonly number[],
  known: ReadonlySet<string>,
): number {
  const cells = table.columns[column]!
  return rows.filter((row) => !isMissing(cells[row]!) && !known.has(levelOf(cells[row]!))).length
}
