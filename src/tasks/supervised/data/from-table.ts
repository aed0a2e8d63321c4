import { InputError, quote } from '../../../errors.ts'
import type { InputColumn } from '../../../model/signature.ts'
import { CellReader } from './cells.ts'
import { areOtherDates, dateFormats } from './dates/date-text.ts'
import { encodeCells } from './encode.ts'
import {
  type ClassTarget,
  checkSize,
  type Examples,
  float32Max,
  inputCount,
  type NumberTarget,
  oneHot,
} from './examples.ts'
import { headerNote } from './header-note.ts'
import { badNumber, emptyTarget, inferContent } from './infer.ts'
import { inputLevels, levelNames, levelPlaces } from './levels.ts'
import { keptRows, missingChoice } from './missing.ts'
import type { FileData } from './options.ts'
import { type Selection, selectColumns, tellingColumns } from './select.ts'
import { cellPlace, columnField, type Table } from './table.ts'

/** A target with more classes than this is probably a number. */
const mostClasses: number = 256

/** What is learnt from a table, and how its cells are read. */
export type TableChoice = Pick<FileData, 'target' | 'drop' | 'missing' | 'header'>

/**
 * Examples from a data file, or from rows in memory. Rows without a target are left out, and with `missing: drop` also rows with an empty input
 * cell.
 *
 * @param kind of the target column
 * @throws InputError that names the file or the config field, for data that cannot be learnt
 */
export function examplesFromTable(table: Table, data: TableChoice, kind: 'classes' | 'numbers'): Examples {
  const missing = missingChoice(data.missing)
  const reader = new CellReader(table.decimal, missing.words)
  const notes = [...table.notes]
  const selection = tellingColumns(table, selectColumns(table, data), reader, notes)
  const contents = selection.inputs.map((column) => inferContent(table, column, reader))
  if (kind === 'numbers') for (const column of selection.targets) requireNumbers(table, column, reader)
  if (data.header !== false) notes.push(...headerNote(table, reader))
  const rows = keptRows(table, selection, reader, missing, notes)
  const categories = selection.inputs.filter((_, index) => contents[index] === 'category')
  const levels = inputLevels(table, categories, rows, reader)
  const columns = selection.inputs.map((column, index): InputColumn => {
    const name = table.names[column]!
    const own = levels.get(column)
    if (own !== undefined) return { name, kind: 'category', levels: own, missing: null }
    if (contents[index] === 'number') return { name, kind: 'number', missing: null }
    return { name, kind: 'date', time: haveTimes(table, column, rows, reader), missing: null }
  })
  checkSize(rows.length, inputCount(columns), { file: table.file })
  const target =
    kind === 'classes'
      ? readClasses(table, selection.targets, rows, reader)
      : readNumbers(table, selection, rows, reader)
  notes.push(...otherDates(columns))
  notes.push(...rareLevels(table, columns, selection.inputs, rows, reader))
  const inputs = encodeCells(table, columns, selection.inputs, rows, reader)
  const placeOf = placesIn(table, rows, selection.inputs)
  return { file: table.file, placeOf, count: rows.length, columns, inputs, target, notes }
}

/** Where the cells of samples are. It does not hold the cells themselves, which take more room than the numbers read from them. */
function placesIn(
  { file, lines, names, places }: Table,
  rows: readonly number[],
  inputs: readonly number[],
): NonNullable<Examples['placeOf']> {
  const table = { file, lines, names, ...(places !== undefined && { places }) }
  return (sample, column) => cellPlace(table, rows[sample]!, inputs[column]!)
}

function requireNumbers(table: Table, column: number, reader: CellReader): void {
  const content = inferContent(table, column, reader)
  if (content === 'nothing') throw emptyTarget(table, column)
  if (content === 'number') return
  const row = table.columns[column]!.findIndex(
    (cell) => !reader.isMissing(cell) && reader.numberOf(cell) === undefined,
  )
  throw badNumber(table, column, row, {
    expected: 'a number to predict',
    hint:
      content === 'date'
        ? 'write dates to predict as numbers, such as days since the first'
        : 'kind: classification predicts categories',
  })
}

function readNumbers(
  table: Table,
  { targets }: Selection,
  rows: readonly number[],
  reader: CellReader,
): NumberTarget {
  const names = targets.map((column) => table.names[column]!)
  const columns = names.map((name): InputColumn => ({ name, kind: 'number', missing: null }))
  const values = encodeCells(table, columns, targets, rows, reader)
  const large = values.findIndex((value) => Math.abs(value) > float32Max)
  if (large < 0) return { kind: 'numbers', names, values }
  const row = rows[Math.floor(large / names.length)]!
  throw badNumber(table, targets[large % names.length]!, row, {
    expected: 'a number to predict of at most 3.4e38',
    hint: 'divide all numbers of the column by the same power of ten',
  })
}

function readClasses(
  table: Table,
  targets: readonly number[],
  rows: readonly number[],
  reader: CellReader,
): ClassTarget {
  const [column] = targets as [number]
  if (targets.length > 1) {
    const expected = 'one column that names the class'
    throw new InputError({
      ...{ field: 'task.data.target', expected, found: `${targets.length} columns` },
      ...(table.places && { hint: 'give the class itself, such as its name, not numbers for each class' }),
    })
  }
  const name = table.names[column]!
  const names = levelNames(table, column, rows, reader)
  if (names.length > mostClasses) {
    throw new InputError({
      file: table.file,
      field: columnField(name),
      expected: `at most ${mostClasses} classes`,
      found: String(names.length),
      hint: 'kind: regression predicts numbers',
    })
  }
  const placeOf = levelPlaces(names, reader)
  const labels = Uint32Array.from(rows, (row) => placeOf(table.columns[column]![row]!)!)
  return { kind: 'classes', name, names, labels, levels: oneHot }
}

/** Whether any of these dates has a time other than midnight in UTC. */
function haveTimes(table: Table, column: number, rows: readonly number[], reader: CellReader): boolean {
  const cells = table.columns[column]!
  return rows.some((row) => {
    const days = reader.readDate(cells[row]!)!
    return !Number.isNaN(days) && !Number.isInteger(days)
  })
}

/** Notes on categories that are dates in a notation that is not read. */
function otherDates(columns: readonly InputColumn[]): string[] {
  return columns.flatMap((column) =>
    column.kind === 'category' && areOtherDates(column.levels)
      ? [`${columnField(column.name)}: read as words; as dates are read ${dateFormats}`]
      : [],
  )
}

/** Notes on categories that occur in one row only, since such a category is often a typing error. */
function rareLevels(
  table: Table,
  columns: readonly InputColumn[],
  places: readonly number[],
  rows: readonly number[],
  reader: CellReader,
): string[] {
  return columns.flatMap((column, index) => {
    if (column.kind !== 'category') return []
    const placeOf = levelPlaces(column.levels, reader)
    const counts = new Array<number>(column.levels.length).fill(0)
    for (const row of rows) {
      const place = placeOf(table.columns[places[index]!]![row]!)
      if (place !== undefined) counts[place]!++
    }
    const rare = column.levels.filter((_, place) => counts[place] === 1)
    return rare.length === 0
      ? []
      : [`${columnField(column.name)}: in one row only: ${rare.slice(0, 5).map(quote).join(', ')}`]
  })
}
