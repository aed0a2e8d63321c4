import { InputError } from '../../../../errors.ts'
import { columnNames, numberedNames } from '../names.ts'
import type { RowsData } from '../options.ts'
import type { Cell, Table } from '../table.ts'
import { cellOf, isList, noCell, placeIn, unfit } from './cell.ts'

/**
 * Rows in memory as a table, as if they stood in a JSON file: the columns of records are their keys, in the order in which
 * they first occur.
 * @throws InputError for a row or a cell that does not fit, with its place: `task.data.rows[17].age`
 */
export function tableOfRows({ rows, columns, decimal = '.' }: RowsData): Table {
  const [first] = rows
  if (first === undefined) throw unfit(['rows'], 'at least one row', rows)
  const grid = isList(first) ? fromLists(rows, columns) : fromRecords(rows, columns)
  const { names, nameless } = grid
  if (names.length === 0) throw unfit(['rows', 0], 'at least one column', first)
  return {
    file: placeIn('rows'),
    ...{ names, nameless, columns: grid.columns, count: rows.length, lines: null, decimal, notes: [] },
    places: {
      row: (row) => placeIn('rows', row),
      cell: (row, column) => placeIn('rows', row, isList(first) ? column : grid.keys[column]!),
    },
  }
}

interface RowsGrid extends Pick<Table, 'names' | 'nameless' | 'columns'> {
  /** The keys of the columns as they stand in the rows. */
  readonly keys: readonly string[]
}

function fromRecords(rows: readonly unknown[], given: RowsData['columns']): RowsGrid {
  if (given !== undefined) {
    const expected = 'rows that are lists, since records name their columns'
    throw new InputError({ field: placeIn('columns'), expected, found: 'records' })
  }
  const columns = new Map<string, Cell[]>()
  for (const [row, record] of rows.entries()) {
    if (typeof record !== 'object' || record === null || isList(record))
      throw unfit(['rows', row], 'a record, as in the first row', record)
    for (const [key, value] of Object.entries(record)) {
      const cells = columns.get(key) ?? new Array<Cell>(rows.length).fill(null)
      columns.set(key, cells)
      const cell = cellOf(value)
      if (cell === undefined) throw noCell(['rows', row, key], value)
      cells[row] = cell
    }
  }
  const keys = [...columns.keys()]
  return { ...columnNames(keys, placeIn('rows')), keys, columns: [...columns.values()] }
}

function fromLists(rows: readonly unknown[], given: RowsData['columns']): RowsGrid {
  const width = given?.length ?? (rows[0] as ArrayLike<unknown>).length
  const named = given === undefined ? numberedNames(width) : columnNames(given, placeIn('columns'))
  const columns = Array.from({ length: width }, () => new Array<Cell>(rows.length))
  const expected = `a list of ${width} values, one for each column`
  for (const [row, list] of rows.entries()) {
    if (!isList(list)) throw unfit(['rows', row], expected, list)
    if (list.length !== width) throw unfit(['rows', row], expected, Array.from(list))
    for (let column = 0; column < width; column++) {
      const cell = cellOf(list[column])
      if (cell === undefined) throw noCell(['rows', row, column], list[column])
      columns[column]![row] = cell
    }
  }
  return { ...named, keys: named.names, columns }
}
