import { InputError } from '../../../errors.ts'
import type { InputColumn, Signature } from '../../../model/signature.ts'
import { encodePoints } from '../image/features.ts'
import { CellReader } from './cells.ts'
import { encodeCells, fillMissing } from './encode.ts'
import { checkSize, columnOfInput, inputCount, inputPlaces } from './examples.ts'
import { badNumber } from './infer.ts'
import { levelPlaces } from './levels.ts'
import { scaleRows } from './scaling.ts'
import { columnHint } from './select.ts'
import { cellPlace, cellsWord, columnField, type Table } from './table.ts'

/** What to do with a row with an empty cell that the model cannot fill by itself. */
export type MissingRows = 'refuse' | 'drop' | 'mean'

/** How rows are encoded. */
export interface EncodeOptions {
  readonly missing: MissingRows
  readonly candidates?: readonly number[]
}

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
 * @param options.missing what to do with a row with an empty cell that the model cannot fill by itself: refuse it, drop it,
 *   or fill in the mean of the training part, which the scaling knows; a category that the model cannot fill is refused then
 * @param options.candidates indices of the rows to encode; default: all
 * @throws InputError for a column that is missing, text in a number column and, unless dropped or filled, an empty cell
 */
export function encodeRows(
  table: Table,
  signature: Signature,
  { missing, candidates }: EncodeOptions = { missing: 'refuse' },
): EncodedRows {
  const { scaling, features } = signature
  const columns = missing === 'mean' ? withMeans(signature) : signature.columns
  const width = inputCount(columns)
  const places = columns.map(({ name }) => columnOf(table, name, 'an input'))
  checkSize(table.count, width, { file: table.file })
  const reader = new CellReader(table.decimal, signature.missingWords)
  const every = candidates ?? Array.from({ length: table.count }, (_, row) => row)
  const rows = every.filter((row) => {
    const empty = columns.findIndex(
      ({ missing }, index) => missing === null && reader.isMissing(table.columns[places[index]!]![row]!),
    )
    if (empty < 0) return true
    if (missing === 'drop') return false
    throw new InputError({
      ...cellPlace(table, row, places[empty]!),
      expected: 'a value, since the model has none to fill in',
      found: 'a missing cell',
    })
  })
  const raw = encodeCells(table, columns, places, rows, reader)
  const filled = fillMissing(raw, columns)
  const notes = [...table.notes]
  const left = table.count - rows.length
  if (left > 0) notes.push(`${left} of ${table.count} rows left out for missing cells`)
  for (const [index, column] of columns.entries()) {
    const count = filled[index]!
    const name = columnField(column.name)
    if (count > 0) notes.push(`${name}: ${count} missing ${cellsWord(count)} filled`)
    const unknown =
      column.kind === 'category' ? countUnknown(table, places[index]!, rows, column.levels, reader) : 0
    if (unknown > 0)
      notes.push(`${name}: ${unknown} ${cellsWord(unknown)} of a category never seen in training`)
  }
  const kept = Uint32Array.from(rows)
  const all = Uint32Array.from(rows, (_, index) => index)
  const inputs = features === undefined ? scaleRows(raw, width, all, scaling) : encodePoints(raw, features)
  const large = inputs.findIndex((value) => !Number.isFinite(value))
  if (large >= 0) {
    const perRow = inputs.length / rows.length
    const column = features === undefined ? places[columnOfInput(columns, large % perRow)]! : places[0]!
    throw badNumber(table, column, rows[Math.floor(large / perRow)]!, {
      expected: 'a number nearer to those of training',
    })
  }
  return { count: rows.length, inputs, rows: kept, notes }
}

/** The columns with the mean of the training part for the empty cells of numbers and dates, where the model has nothing else. */
function withMeans({ columns, scaling }: Signature): readonly InputColumn[] {
  const places = inputPlaces(columns)
  return columns.map((column, index) =>
    column.kind !== 'category' && column.missing === null && scaling !== null
      ? { ...column, missing: scaling.mean[places[index]!]! }
      : column,
  )
}

/** The column of a name that the model asks for. */
export function columnOf(table: Table, name: string, use: string): number {
  const column = table.names.indexOf(name)
  if (column >= 0) return column
  throw new InputError({
    file: table.file,
    field: columnField(name),
    expected: `this column, ${use} of the model`,
    found: 'none of that name',
    hint: headlessHint(table, name) ?? columnHint(name, table.names),
  })
}

/** A hint where a column of the model has no name but its place. */
function headlessHint({ names, nameless, lines }: Table, name: string): string | undefined {
  const placed = /^column \d+$/
  if (!placed.test(name) || lines === null || nameless.length > 0) return undefined
  return names.every((each) => placed.test(each))
    ? 'without a header, each column needs the place that it had in training, beside the target too'
    : 'if the file has no header, --no-header reads it'
}

function countUnknown(
  table: Table,
  column: number,
  rows: readonly number[],
  levels: readonly string[],
  reader: CellReader,
): number {
  const cells = table.columns[column]!
  const placeOf = levelPlaces(levels, reader)
  return rows.filter((row) => !reader.isMissing(cells[row]!) && placeOf(cells[row]!) === undefined).length
}
