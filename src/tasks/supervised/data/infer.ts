import { InputError, quote } from '../../../errors.ts'
import type { CellReader } from './cells.ts'
import { cureOf, type OtherNotation, otherNotation } from './notation.ts'
import type { Decimal } from './number-text.ts'
import { type Cell, cellPlace, columnField, type Table } from './table.ts'

/** What a column holds. */
export type ColumnContent = 'number' | 'date' | 'category' | 'nothing'

/**
 * Whether a column holds numbers, dates or categories: what most of its values are.
 *
 * @throws InputError for text between numbers or dates, and where most values are numbers if the ones in another notation count, too
 *   (row, column)
 */
export function inferContent(table: Table, column: number, reader: CellReader): ColumnContent {
  const cells = table.columns[column]!
  let numbers = 0
  let others = 0
  let dates = 0
  // A category stands in many cells.
  const notations = new Map<string, OtherNotation | undefined>()
  const notationOf = (cell: string): OtherNotation | undefined => {
    if (!notations.has(cell)) notations.set(cell, otherNotation(cell, reader.decimal))
    return notations.get(cell)
  }
  let firstOther = -1
  let alike = 0
  let like: { row: number; notation: OtherNotation } | undefined
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!
    const number = reader.readNumber(cell)
    if (number === undefined) {
      if (others++ === 0) firstOther = row
      if (reader.readDate(cell) !== undefined) {
        dates++
        continue
      }
      const notation = typeof cell === 'string' ? notationOf(cell) : undefined
      if (notation === undefined) continue
      alike++
      // What may be read in two ways says less about the column than what may not.
      if (like === undefined || (like.notation.either && !notation.either)) like = { row, notation }
    } else if (!Number.isNaN(number)) numbers++
  }
  if (numbers + others === 0) return 'nothing'
  if (like !== undefined && numbers + alike > others - alike)
    throw otherNotationError(table, column, like, reader)
  if (dates * 2 > numbers + others) {
    if (dates < numbers + others) throw notADate(table, column, reader)
    return 'date'
  }
  if (numbers <= others) return 'category'
  if (others > 0) {
    throw badNumber(table, column, firstOther, {
      expected: 'a number, as elsewhere in the column',
      hint: missingHint(table.columns[column]![firstOther]!),
    })
  }
  return 'number'
}

/** The error for the first value among dates that is none. */
function notADate(table: Table, column: number, reader: CellReader): InputError {
  const cells = table.columns[column]!
  const row = cells.findIndex((cell) => reader.readDate(cell) === undefined)
  return badNumber(table, column, row, {
    expected: 'a date such as 2024-03-01, as elsewhere in the column',
    hint: missingHint(cells[row]!),
  })
}

/** Longer texts hardly mean that a value is missing. */
const longestWord = 20

function missingHint(cell: Cell): string | undefined {
  if (typeof cell !== 'string') return undefined
  const text = cell.trim()
  if (text.length > longestWord) return undefined
  return `if it stands for a missing cell, list it: missing: [${JSON.stringify(text)}]`
}

function otherNotationError(
  table: Table,
  column: number,
  { row, notation }: { row: number; notation: OtherNotation },
  reader: CellReader,
): InputError {
  const { decimal } = reader
  const mixed = table.columns[column]!.some(
    (cell) => typeof cell === 'string' && cell.includes(decimal) && reader.numberOf(cell) !== undefined,
  )
  const setting = (sign: Decimal): string =>
    mixed ? `write all of them with "${decimal}"` : `set decimal: "${sign}"`
  const cure = cureOf(notation, decimal, setting)
  const named = notation.changes.length > 0 ? `${cure}, or add ${quote(table.names[column]!)} to drop` : cure
  return badNumber(table, column, row, { expected: numbersSuchAs(decimal), hint: named })
}

export function numbersSuchAs(decimal: Decimal): string {
  return `numbers such as 1234${decimal}5`
}

/**
 * The error for a cell that should be a number, or a date.
 * @param row its index in the table, from 0
 */
export function badNumber(
  table: Table,
  column: number,
  row: number,
  { expected, hint }: { readonly expected: string; readonly hint?: string | undefined },
): InputError {
  return new InputError({
    ...cellPlace(table, row, column),
    expected,
    found: quote(table.columns[column]![row]),
    hint,
  })
}

/** The error for a target column without values. */
export function emptyTarget(table: Table, column: number): InputError {
  return new InputError({
    file: table.file,
    field: columnField(table.names[column]!),
    expected: 'cells with values',
    found: 'only missing ones',
  })
}

export function dropHint(...names: readonly string[]): string {
  return `to leave ${names.length === 1 ? 'it' : 'them'} out, add ${names.map(quote).join(', ')} to drop`
}
