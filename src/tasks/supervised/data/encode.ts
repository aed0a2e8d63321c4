import type { InputColumn } from '../../../model/signature.ts'
import { isMissing, levelOf, numberOf } from './cells.ts'
import { columnWidth, inputCount } from './examples.ts'
import { badNumber } from './infer.ts'
import type { Table } from './table.ts'

/**
 * Encodes cells as numbers: a number column takes one input, a category one for each level (one-hot).
 *
 * @param columns what to encode
 * @param places the index of each of them in the table
 * @param rows indices of the rows to encode, from 0
 * @returns (rows.length, I) NaN in the inputs of a missing cell, 0 in all inputs of an unknown level
 * @throws InputError for text in a number column (row, column)
 */
export function encodeCells(
  table: Table,
  columns: readonly InputColumn[],
  places: readonly number[],
  rows: readonly number[],
): Float64Array {
  const width = inputCount(columns)
  const inputs = new Float64Array(rows.length * width)
  let offset = 0
  for (const [index, column] of columns.entries()) {
    if (column.kind === 'number') encodeNumbers(table, places[index]!, rows, inputs.subarray(offset), width)
    else encodeLevels(table, places[index]!, rows, column.levels, inputs.subarray(offset), width)
    offset += columnWidth(column)
  }
  return inputs
}

function encodeNumbers(
  table: Table,
  place: number,
  rows: readonly number[],
  out: Float64Array,
  stride: number,
): void {
  const cells = table.columns[place]!
  for (const [index, row] of rows.entries()) {
    const cell = cells[row]!
    const value = numberOf(cell)
    if (value === undefined && !isMissing(cell))
      throw badNumber(table, place, row, 'a number, as in training')
    out[index * stride] = value ?? Number.NaN
  }
}

function encodeLevels(
  table: Table,
  place: number,
  rows: readonly number[],
  levels: readonly string[],
  out: Float64Array,
  stride: number,
): void {
  const cells = table.columns[place]!
  const positions = new Map(levels.map((level, position) => [level, position]))
  for (const [index, row] of rows.entries()) {
    const cell = cells[row]!
    const start = index * stride
    if (isMissing(cell)) out.fill(Number.NaN, start, start + levels.length)
    else {
      const position = positions.get(levelOf(cell))
      if (position !== undefined) out[start + position] = 1
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
  return column.levels.map((level) => Number(level === column.missing))
}
