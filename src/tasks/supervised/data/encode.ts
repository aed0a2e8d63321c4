import type { InputError } from '../../../errors.ts'
import { columnWidth } from '../../../model/column-inputs.ts'
import type { InputColumn } from '../../../model/signature.ts'
import type { CellReader } from './cells.ts'
import { dateFormats } from './dates/date-text.ts'
import { writeDateParts } from './dates/parts.ts'
import { inputCount } from './examples.ts'
import { badNumber, numbersSuchAs } from './infer.ts'
import { levelPlaces } from './levels.ts'
import { cureOf, otherNotation } from './notation.ts'
import type { Cell, Table } from './table.ts'

type DateColumn = Extract<InputColumn, { readonly kind: 'date' }>

/**
 * Encodes cells as numbers: a number column takes one input, a category one for each level (one-hot), a date its day and angles.
 *
 * @param columns what to encode
 * @param places the index of each of them in the table
 * @param rows indices of the rows to encode, from 0
 * @returns (rows.length, I) NaN in the inputs of a missing cell, 0 in all inputs of an unknown level
 * @throws InputError for text in a column of numbers or dates (row, column)
 */
export function encodeCells(
  table: Table,
  columns: readonly InputColumn[],
  places: readonly number[],
  rows: readonly number[],
  reader: CellReader,
): Float64Array {
  const width = inputCount(columns)
  const inputs = new Float64Array(rows.length * width)
  let offset = 0
  for (const [index, column] of columns.entries()) {
    const place = places[index]!
    const out = inputs.subarray(offset)
    if (column.kind === 'number') encodeNumbers(table, place, rows, reader, out, width)
    else if (column.kind === 'date') encodeDates(table, place, column, rows, reader, out, width)
    else encodeLevels(table.columns[place]!, rows, column.levels, reader, out, width)
    offset += columnWidth(column)
  }
  return inputs
}

function encodeNumbers(
  table: Table,
  place: number,
  rows: readonly number[],
  reader: CellReader,
  out: Float64Array,
  stride: number,
): void {
  const cells = table.columns[place]!
  for (const [index, row] of rows.entries()) {
    const cell = cells[row]!
    const value = reader.readNumber(cell)
    if (value === undefined) throw notANumber(table, place, row, reader)
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
      throw badNumber(table, place, row, { expected: 'a number of at most 1.8e308' })
    out[index * stride] = value
  }
}

function encodeDates(
  table: Table,
  place: number,
  column: DateColumn,
  rows: readonly number[],
  reader: CellReader,
  out: Float64Array,
  stride: number,
): void {
  const width = columnWidth(column)
  for (const [index, row] of rows.entries()) {
    const days = reader.readDate(table.columns[place]![row]!)
    if (days === undefined)
      throw badNumber(table, place, row, { expected: `a date, as in training: ${dateFormats}` })
    const start = index * stride
    if (Number.isNaN(days)) out.fill(Number.NaN, start, start + width)
    else writeDateParts(days, column.time, out.subarray(start, start + width))
  }
}

/** The error for a text in a column that had only numbers in training. */
function notANumber(table: Table, place: number, row: number, { decimal }: CellReader): InputError {
  const cell = table.columns[place]![row]!
  const notation = typeof cell === 'string' ? otherNotation(cell, decimal) : undefined
  if (notation === undefined) return badNumber(table, place, row, { expected: 'a number, as in training' })
  return badNumber(table, place, row, {
    expected: `${numbersSuchAs(decimal)}, as in training`,
    hint: cureOf(notation, decimal, (sign) => `read the file with decimal "${sign}" (--decimal ${sign})`),
  })
}

function encodeLevels(
  cells: readonly Cell[],
  rows: readonly number[],
  levels: readonly string[],
  reader: CellReader,
  out: Float64Array,
  stride: number,
): void {
  const placeOf = levelPlaces(levels, reader)
  for (const [index, row] of rows.entries()) {
    const cell = cells[row]!
    const start = index * stride
    if (reader.isMissing(cell)) out.fill(Number.NaN, start, start + levels.length)
    else {
      const place = placeOf(cell)
      if (place !== undefined) out[start + place] = 1
    }
  }
}

/**
 * Fills missing cells with the value that each column declares.
 *
 * @param inputs (S, I), filled in place; a cell stays NaN if the column declares none
 * @returns how many cells were filled in each column
 */
export function fillMissing(inputs: Float64Array, columns: readonly InputColumn[]): number[] {
  const width = inputCount(columns)
  let offset = 0
  return columns.map((column) => {
    const standIn = standInOf(column)
    let filled = 0
    if (standIn !== null) {
      for (let start = offset; start < inputs.length; start += width) {
        if (!Number.isNaN(inputs[start]!)) continue
        inputs.set(standIn, start)
        filled++
      }
    }
    offset += columnWidth(column)
    return filled
  })
}

function standInOf(column: InputColumn): readonly number[] | null {
  if (column.missing === null) return null
  if (column.kind === 'number') return [column.missing]
  // No place on a circle is neutral, but its centre is.
  if (column.kind === 'date') return [column.missing, ...new Array<number>(columnWidth(column) - 1).fill(0)]
  return column.levels.map((level) => Number(level === column.missing))
}
