import { InputError, quote } from '../../../errors.ts'
import type { InputColumn } from '../../../model/signature.ts'
import type { TaskContext } from '../../kind.ts'
import { isMissing, levelOf, numberOf } from './cells.ts'
import { encodeCells } from './encode.ts'
import {
  type ClassTarget,
  checkSize,
  type Examples,
  inputCount,
  type NumberTarget,
  oneHot,
} from './examples.ts'
import { badNumber, distinctLevels, inferKind, inputLevels } from './infer.ts'
import type { FileData } from './options.ts'
import { readTable } from './read.ts'
import { type Selection, selectColumns } from './select.ts'
import { columnField, type Table } from './table.ts'

/** A target with more classes than this is probably a number. */
const mostClasses: number = 256

/**
 * Examples from a data file. Rows without a target are left out, and with `missing: drop` also rows with an empty input
 * cell.
 *
 * @param kind of the target column
 * @throws InputError that names the file or the config field, for data that cannot be learnt
 */
export function examplesFromFile(
  data: FileData,
  { directory }: Pick<TaskContext, 'directory'>,
  kind: 'classes' | 'numbers',
): Examples {
  const table = readTable(data.file, directory)
  const selection = selectColumns(table, data)
  const kinds = selection.inputs.map((column) => inferKind(table, column))
  if (kind === 'numbers') for (const column of selection.targets) requireNumbers(table, column)
  const notes: string[] = []
  const rows = keptRows(table, selection, data.missing ?? 'drop', notes)
  const columns = selection.inputs.map((column, index): InputColumn => {
    const name = table.names[column]!
    if (kinds[index] === 'number') return { name, kind: 'number', missing: null }
    return { name, kind: 'category', levels: inputLevels(table, column, rows), missing: null }
  })
  checkSize(rows.length, inputCount(columns), { file: table.file })
  const target =
    kind === 'classes' ? readClasses(table, selection.targets, rows) : readNumbers(table, selection, rows)
  notes.push(...rareLevels(table, columns, selection.inputs, rows))
  const inputs = encodeCells(table, columns, selection.inputs, rows)
  return { file: table.file, count: rows.length, columns, inputs, target, notes }
}

/** Indices of the rows to learn from. */
function keptRows(
  table: Table,
  { targets, inputs }: Selection,
  missing: 'drop' | 'mean',
  notes: string[],
): number[] {
  const needed = missing === 'drop' ? [...targets, ...inputs] : targets
  const emptyRows = new Uint8Array(table.rows.length)
  const gaps = needed.map((column) => markMissing(table, column, emptyRows)).filter(({ count }) => count > 0)
  const kept: number[] = []
  for (let row = 0; row < emptyRows.length; row++) if (emptyRows[row] === 0) kept.push(row)
  if (kept.length === table.rows.length) return kept
  gaps.sort((a, b) => a.firstRow - b.firstRow)
  const where = gaps.map(({ name, count }) => `${name} ${count}`).join(', ')
  notes.push(
    `${table.rows.length - kept.length} of ${table.rows.length} rows left out for missing cells (${where})`,
  )
  if (kept.length > 0) return kept
  throw new InputError({
    file: table.file,
    expected: 'rows without a missing cell',
    found: `none of ${table.rows.length} (${where})`,
    ...(missing === 'drop' && { hint: 'missing: mean fills cells, and drop leaves out columns' }),
  })
}

function requireNumbers(table: Table, column: number): void {
  if (inferKind(table, column) === 'number') return
  const row = table.columns[column]!.findIndex((cell) => !isMissing(cell) && numberOf(cell) === undefined)
  throw badNumber(table, column, row, 'a number to predict', 'kind: classification predicts categories')
}

function readNumbers(table: Table, { targets }: Selection, rows: readonly number[]): NumberTarget {
  const names = targets.map((column) => table.names[column]!)
  const columns = names.map((name): InputColumn => ({ name, kind: 'number', missing: null }))
  return { kind: 'numbers', names, values: encodeCells(table, columns, targets, rows) }
}

function readClasses(table: Table, targets: readonly number[], rows: readonly number[]): ClassTarget {
  const [column] = targets as [number]
  if (targets.length > 1) {
    const expected = 'one column that names the class'
    throw new InputError({ field: 'task.data.target', expected, found: `${targets.length} columns` })
  }
  const name = table.names[column]!
  const cells = table.columns[column]!
  const names = distinctLevels(cells, rows)
  if (names.length > mostClasses) {
    throw new InputError({
      file: table.file,
      field: columnField(name),
      expected: `at most ${mostClasses} classes`,
      found: String(names.length),
      hint: 'kind: regression predicts numbers',
    })
  }
  const places = new Map(names.map((each, index) => [each, index]))
  const labels = Uint32Array.from(rows, (row) => places.get(levelOf(cells[row]!))!)
  return { kind: 'classes', name, names, labels, levels: oneHot }
}

/** @param rows (S) is set to 1 for each row in which the column's cell is missing */
function markMissing(
  table: Table,
  column: number,
  rows: Uint8Array,
): { name: string; count: number; firstRow: number } {
  const cells = table.columns[column]!
  let count = 0
  let firstRow = -1
  for (let row = 0; row < cells.length; row++) {
    if (!isMissing(cells[row]!)) continue
    rows[row] = 1
    if (count++ === 0) firstRow = row
  }
  return { name: table.names[column]!, count, firstRow }
}

/** Notes on categories that occur in one row only, since such a category is often a typing error. */
function rareLevels(
  table: Table,
  columns: readonly InputColumn[],
  places: readonly number[],
  rows: readonly number[],
): string[] {
  return columns.flatMap((column, index) => {
    if (column.kind === 'number') return []
    const counts = new Map<string, number>()
    for (const row of rows) {
      const level = levelOf(table.columns[places[index]!]![row]!)
      counts.set(level, (counts.get(level) ?? 0) + 1)
    }
    const rare = column.levels.filter((level) => counts.get(level) === 1)
    return rare.length === 0
      ? []
      : [`${columnField(column.name)}: in one row only: ${rare.slice(0, 5).map(quote).join(', ')}`]
  })
}
