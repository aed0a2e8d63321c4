import { type Issue, quote } from '../../../errors.ts'
import type { Decimal } from './number-text.ts'

/** One value as it stands in a file. Text may still mean a number or a missing value; see cells.ts. */
export type Cell = string | number | boolean | null

/** The content of a data file, or of rows in memory: named columns of equal length. */
export interface Table {
  /** The file as the user wrote it, for messages; for rows in memory the key of the config that holds them. */
  readonly file: string
  /** Unique and not empty. */
  readonly names: readonly string[]
  /** A list for each column, with a cell for each row. */
  readonly columns: readonly (readonly Cell[])[]
  /** How many rows there are. */
  readonly count: number
  /** The line on which each row begins, from 1; null where rows are not lines. */
  readonly lines: readonly number[] | null
  /** Indices of the columns that have no name in the file. */
  readonly nameless: readonly number[]
  /** The decimal sign of numbers in texts. */
  readonly decimal: Decimal
  /** What the user should know about how the file was read, one line each. */
  readonly notes: readonly string[]
  /** How messages name what was given in memory; absent for a file. */
  readonly places?: TablePlaces
}

/** Where the rows and cells of a table stand in what a program gave, rows and columns from 0: `task.data.rows[17].age`. */
export interface TablePlaces {
  row(row: number): string
  cell(row: number, column: number): string
}

/** What the text of a file says; its numbers are not read yet. */
export type Grid = Pick<Table, 'names' | 'columns' | 'lines' | 'nameless'> & {
  /** The sign between two cells; null where there is none. */
  readonly separator: string | null
}

/** A table of a program's own: its texts are numbers with a decimal point. */
export function tableOfColumns(
  file: string,
  names: readonly string[],
  columns: readonly (readonly Cell[])[],
): Table {
  const count = columns[0]?.length ?? 0
  return { file, names, columns, count, lines: null, nameless: [], decimal: '.', notes: [] }
}

/**
 * A row, for messages: `row 2 (line 4)`, without the line where the file has none. Rows are counted from 1 below the header.
 * Rows in memory are called by their place: `task.data.rows[1]`.
 * @param row its index in the table, from 0
 */
export function rowName({ lines, places }: Pick<Table, 'lines' | 'places'>, row: number): string {
  if (places !== undefined) return places.row(row)
  return lines === null ? `row ${row + 1}` : `row ${row + 1} (line ${lines[row]!})`
}

/** Where a cell is, for messages. The place of one in memory says it all. */
export function cellPlace(
  table: Pick<Table, 'file' | 'lines' | 'names' | 'places'>,
  row: number,
  column: number,
): Pick<Issue, 'file' | 'field'> {
  const { file, names, places } = table
  if (places !== undefined) return { field: places.cell(row, column) }
  return { file, field: `${rowName(table, row)}, ${columnField(names[column]!)}` }
}

/** The word for so many of them. */
export function cellsWord(count: number): string {
  return count === 1 ? 'cell' : 'cells'
}

export function columnField(column: string): string {
  return `column ${quote(column)}`
}
