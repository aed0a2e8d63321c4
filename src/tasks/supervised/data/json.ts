import { InputError, quote } from '../../../errors.ts'
import { parseStrictJson } from '../../../json-text.ts'
import { type Cell, cellField, checkNames, columnField, type Grid } from './table.ts'

/**
 * A table written as JSON in one of these ways:
 * - a list of records, `[{"mass": 3750, "sex": "MALE"}, …]`; a missing key is a missing cell;
 * - a list of rows, `[["mass", "sex"], [3750, "MALE"], …]`, the first of them the header if it is all text;
 *   without one the columns are named `0`, `1` and so on;
 * - a record of columns, `{"mass": [3750, …], "sex": ["MALE", …]}`.
 *
 * @throws InputError for malformed JSON and a key given twice (line, column), other shapes, ragged rows and cells that hold a list
 */
export function parseJson(text: string): Grid {
  const value = parseStrictJson(text)
  if (Array.isArray(value)) {
    if (value.length === 0) throw new InputError({ expected: 'rows', found: 'an empty list' })
    return Array.isArray(value[0]) ? fromRows(value) : fromRecords(value)
  }
  if (isRecord(value)) return fromColumns(value)
  throw new InputError({ expected: 'a list of rows', found: quote(value) })
}

function fromRecords(records: readonly unknown[]): Grid {
  const columns = new Map<string, Cell[]>()
  for (const [index, record] of records.entries()) {
    if (!isRecord(record)) {
      throw new InputError({
        field: `row ${index + 1}`,
        expected: 'a record, as in row 1',
        found: quote(record),
      })
    }
    for (const name of ownNames(record)) {
      let cells = columns.get(name)
      if (cells === undefined) {
        cells = new Array<Cell>(records.length).fill(null)
        columns.set(name, cells)
      }
      cells[index] = cellOf(record[name], index + 1, name)
    }
  }
  const names = [...columns.keys()]
  checkNames(names, 'keys')
  return { names, columns: [...columns.values()], rows: records.map((_, index) => index + 1) }
}

function fromRows(rows: readonly unknown[]): Grid {
  const first = rows[0] as readonly unknown[]
  const headed = first.length > 0 && first.every((cell) => typeof cell === 'string' && !/^[\d.+-]/.test(cell))
  const names = headed ? first.map((name) => String(name).trim()) : first.map((_, index) => String(index))
  if (headed) checkNames(names, 'row 1')
  const start = headed ? 1 : 0
  const columns = names.map(() => new Array<Cell>(rows.length - start))
  for (let index = start; index < rows.length; index++) {
    const row = rows[index]
    if (!Array.isArray(row) || row.length !== names.length) {
      const found = Array.isArray(row) ? String(row.length) : quote(row)
      const expected = `a list of ${names.length} values, one for each column`
      throw new InputError({ field: `row ${index + 1}`, expected, found })
    }
    for (const [column, name] of names.entries()) {
      columns[column]![index - start] = cellOf(row[column], index + 1, name)
    }
  }
  return { names, columns, rows: rows.slice(start).map((_, index) => index + start + 1) }
}

function fromColumns(record: Readonly<Record<string, unknown>>): Grid {
  const names = ownNames(record)
  checkNames(names, 'keys')
  let length: number | undefined
  const columns = names.map((name) => {
    const cells = record[name]
    const expected =
      length === undefined ? 'a list of cells' : `a list of ${length} cells, as in the first column`
    if (!Array.isArray(cells))
      throw new InputError({ field: columnField(name), expected, found: quote(cells) })
    length ??= cells.length
    if (cells.length !== length) {
      throw new InputError({ field: columnField(name), expected, found: String(cells.length) })
    }
    return cells.map((cell, index) => cellOf(cell, index + 1, name))
  })
  return { names, columns, rows: Array.from({ length: length ?? 0 }, (_, index) => index + 1) }
}

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
  throw new InputError({ field: cellField(row, column), expected, found: quote(value) })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Ignores `__proto__`, which can only be an attack. */
function ownNames(record: object): string[] {
  return Object.keys(record).filter((name) => name !== '__proto__')
}
