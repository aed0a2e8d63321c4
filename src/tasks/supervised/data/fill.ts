import { InputError } from '../../../errors.ts'
import { shortest } from '../../../math/shortest.ts'
import { columnWidth } from '../../../model/column-inputs.ts'
import type { InputColumn } from '../../../model/signature.ts'
import { shownText } from '../../../shown-text.ts'
import { textOfDays } from './dates/date-text.ts'
import { fillMissing } from './encode.ts'
import { type Examples, inputCount, inputPlaces } from './examples.ts'
import { dropHint } from './infer.ts'
import { quartilesOf } from './robust.ts'
import { cellsWord, columnField } from './table.ts'

/**
 * The examples with each missing cell replaced by the mean, or with `robust` the median, or the most frequent level of the
 * training part.
 *
 * @throws InputError for a column without a value in the training part
 */
export function filledExamples(
  { columns, inputs, file }: Examples,
  train: Uint32Array,
  robust: boolean,
): Pick<Examples, 'columns' | 'inputs' | 'notes'> {
  const width = inputCount(columns)
  const places = inputPlaces(columns)
  const filledColumns = columns.map((column, index): InputColumn => {
    const start = places[index]!
    const sums = columnSums(inputs, width, start, columnWidth(column), train)
    if (sums.rows === 0) {
      const expected = 'a cell with a value in the training part'
      const { name } = column
      throw new InputError({ file, field: columnField(name), expected, found: 'none', hint: dropHint(name) })
    }
    if (column.kind === 'category')
      return { ...column, missing: column.levels[sums.sums.indexOf(Math.max(...sums.sums))]! }
    if (robust) return { ...column, missing: quartilesOf(presentValues(inputs, width, start, train)).median }
    const mean = sums.sums[0]! / sums.rows
    return {
      ...column,
      missing: Number.isFinite(mean) ? mean : largeMean(inputs, width, start, train, sums.rows),
    }
  })
  const complete = inputs.slice()
  const notes = fillMissing(complete, filledColumns).flatMap((count, index) => {
    const column = filledColumns[index]!
    const { name } = column
    if (count === 0) return []
    const middle = robust ? 'median' : 'mean'
    const value =
      column.kind === 'category'
        ? `the most frequent, ${shownText(String(column.missing))}`
        : column.kind === 'date'
          ? `the ${middle} ${textOfDays(Number(column.missing), column.time)}`
          : `the ${middle} ${meanText(Number(column.missing), complete, width, places[index]!)}`
    return [`${columnField(name)}: ${count} missing ${cellsWord(count)} filled with ${value}`]
  })
  return { columns: filledColumns, inputs: complete, notes }
}

/** The mean of a column in as few digits as tell it apart from its values in float32, were their mean taken away. */
function meanText(mean: number, values: Float64Array, width: number, column: number): string {
  let reach = 0
  for (let at = column; at < values.length; at += width) reach = Math.max(reach, Math.abs(values[at]! - mean))
  return String(shortest(mean, (number) => Math.abs(number - mean) <= reach * 2 ** -24))
}

/** Sums of a column's inputs over the rows where it is not missing, and the number of those rows. */
function columnSums(
  inputs: Float64Array,
  width: number,
  start: number,
  columns: number,
  rows: Uint32Array,
): { sums: number[]; rows: number } {
  const sums = new Array<number>(columns).fill(0)
  let present = 0
  for (const row of rows) {
    const first = row * width + start
    if (Number.isNaN(inputs[first]!)) continue
    present++
    for (let column = 0; column < columns; column++) sums[column]! += inputs[first + column]!
  }
  return { sums, rows: present }
}

/** The values of a column in the rows where it is not missing. */
function presentValues(inputs: Float64Array, width: number, column: number, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => inputs[row * width + column]!).filter(
    (value) => !Number.isNaN(value),
  )
}

/** The mean of numbers whose sum is beyond the range of float64. */
function largeMean(
  inputs: Float64Array,
  width: number,
  column: number,
  rows: Uint32Array,
  present: number,
): number {
  let mean = 0
  for (const row of rows) {
    const value = inputs[row * width + column]!
    if (!Number.isNaN(value)) mean += value / present
  }
  return mean
}
