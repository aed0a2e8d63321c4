import { InputError, quote } from '../../../errors.ts'
import { parseStrictJson } from '../../../json-text.ts'
import { columnNames, numberedNames } from './names.ts'
import { exactNumber } from './number-text.ts'
import { type Cell, columnField, type Grid } from './table.ts'

/**
 * A table written as JSON in one of these ways:
 * - a list of records, `[{"mass": 3750, "sex": "MALE"}, …]`; a missing key is a missing cell;
 * - a list of rows, `[["mass", "sex"], [3750, "MALE"], …]`, the first of them the header if it is all text and no text begins
 *   like a number; without one the columns are named `0`, `1` and so on, with `header: false` `column 1`, `column 2` and so on;
 * - a record of columns, `{"mass": [3750, …], "sex": ["MALE", …]}`.
 *
 * @throws InputError for malformed JSON and a key given twice (line, column), other shapes, ragged rows and cells that hold a list
 */
export function parseJson(
  text: string,
  { header = true }: { readonly header?: boolean | undefined } = {},
): Grid {
  // In the order of the text: an object would put keys such as `10` and `2` in another one.
  const keys = new Set<string>()
  const value = parseStrictJson(text, { asText: isCut, onKey: (key) => keys.add(key) })
  if (Array.isArray(value)) {
    if (value.length === 0) throw new InputError({ expected: 'rows', found: 'an empty list' })
    return Array.isArray(value[0]) ? fromRows(value, header) : fromRecords(value, keys)
  }
  if (isRecord(value)) return fromColumns(value, keys)
  throw new InputError({ expected: 'a list of rows', found: quote(value) })
}

/** Whether float64 would change a whole number: such a number stays text, so that long ids stay different. */
function isCut(number: string): boolean {
  return /^-?\d{16,}$/.test(number) && exactNumber(number) !== exactNumber(String(Number(number)))
}

function gridOf(names: Pick<Grid, 'names' | 'nameless'>, columns: readonly (readonly Cell[])[]): Grid {
  return { ...names, columns, lines: null, separator: null }
}

/** @param keys of all records, in the order of the columns */
function fromRecords(records: readonly unknown[], keys: ReadonlySet<string>): Grid {
  const columns = new Map<string, Cell[]>()
  for (const name of keys) columns.set(name, new Array<Cell>(records.length).fill(null))
  for (const [index, record] of records.entries()) {
    if (!isRecord(record)) {
      throw new InputError({
        field: `row ${index + 1}`,
        expected: 'a record, as in row 1',
        found: quote(record),
      })
    }
    for (const name of Object.keys(record)) columns.get(name)![index] = cellOf(record[name], index, name)
  }
  return gridOf(columnNames([...keys], 'keys'), [...columns.values()])
}

function fromRows(rows: readonly unknown[], header: boolean): Grid {
  const first = rows[0] as readonly unknown[]
  const headed =
    header && first.length > 0 && first.every((cell) => typeof cell === 'string' && !/^[\d.+-]/.test(cell))
  const names = headed
    ? columnNames(
        first.map((name) => String(name).trim()),
        'header',
      )
    : header
      ? { names: first.map((_, index) => String(index)), nameless: [] }
      : numberedNames(first.length)
  const body = headed ? rows.slice(1) : rows
  const columns = names.names.map(() => new Array<Cell>(body.length))
  for (const [index, row] of body.entries()) {
    if (!Array.isArray(row) || row.length !== columns.length) {
      const found = Array.isArray(row) ? String(row.length) : quote(row)
      const expected = `a list of ${columns.length} values, one for each column`
      throw new InputError({ field: `row ${index + 1}`, expected, found })
    }
    for (const [column, name] of names.names.entries()) {
      columns[column]![index] = cellOf(row[column], index, name)
    }
  }
  return gridOf(names, columns)
}

function fromColumns(record: Readonly<Record<string, unknown>>, keys: ReadonlySet<string>): Grid {
  const given = [...keys].filter((key) => Object.hasOwn(record, key))
  let length: number | undefined
  const columns = given.map((name) => {
    const cells = record[name]
    const expected =
      length === undefined ? 'a list of cells' : `a list of ${length} cells, as in the first column`
    if (!Array.isArray(cells))
      throw new InputError({ field: columnField(name), expected, found: quote(cells) })
    length ??= cells.length
    if (cells.length !== length) {
      throw new InputError({ field: columnField(name), expected, found: String(cells.length) })
    }
    return cells.map((cell, index) => cellOf(cell, index, name))
  })
  return gridOf(columnNames(given, 'keys'), columns)
}

/** @param row from 0 */
function cellOf(value: unknown, row: number, column: string): Cell {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value
  }
  const expected = 'a number, a text, true, false or null'
  throw new InputError({ field: `row ${row + 1}, ${columnField(column)}`, expected, found: quote(value) })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
