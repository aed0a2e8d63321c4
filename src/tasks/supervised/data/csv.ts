import { InputError } from '../../../errors.ts'
import { type CsvRecords, raggedRow, widthBelow } from './csv-records.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import { columnNames, numberedNames } from './names.ts'
import { parseQuoted } from './quoted.ts'
import type { Grid } from './table.ts'

export interface CsvOptions {
  /** The sign between cells; found in the text unless it is given. */
  readonly separator?: string | undefined
  /** Whether the first record names the columns; default: true. */
  readonly header?: boolean | undefined
}

/**
 * Parses text with a header and separated values, quoted as in RFC 4180. Any line ends are accepted, and empty lines are
 * skipped.
 *
 * @throws InputError with the line, for a ragged row, an unclosed quote, a missing header, or a duplicate name
 */
export function parseCsv(text: string, { separator, header = true }: CsvOptions = {}): Grid {
  // A single kind of line end, since the parser counts \r\n inside quotes as two lines.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const dialect = dialectOf(lines, separator, header)
  const body = dialect.start === 0 ? lines : lines.slice(dialect.start)
  const records = body.includes('"') ? parseQuoted(body, dialect, header) : splitPlain(body, dialect, header)
  if (records === undefined)
    throw new InputError({ expected: 'a header line and rows', found: 'an empty file' })
  const { columns } = records
  const names =
    records.header === undefined
      ? numberedNames(columns.length)
      : columnNames(completed(records.header, columns), `line ${records.line}`)
  return { ...names, columns, lines: records.lines, separator: columns.length > 1 ? dialect.separator : null }
}

/** Parses text without quotes, with the same result as the parser but three times as fast. */
function splitPlain(text: string, dialect: Dialect, headed: boolean): CsvRecords | undefined {
  const { separator } = dialect
  const lines = text.split('\n')
  const first = lines.findIndex((line) => !isBlank(line, separator))
  if (first < 0) return undefined
  const cells = lines[first]!.split(separator).map((name) => name.trim())
  const width = headed ? widthBelow(cells, dialect) : cells.length
  const most = Math.min(lines.length, Math.ceil(text.length / width))
  const columns = Array.from({ length: width }, () => new Array<string>(most))
  const numbers: number[] = []
  const once = sharing()
  for (let index = headed ? first + 1 : first; index < lines.length; index++) {
    const line = lines[index]!
    if (isBlank(line, separator)) continue
    const cells = line.split(separator)
    if (cells.length !== width) throw raggedRow(index + dialect.line, width, cells.length)
    for (let column = 0; column < cells.length; column++)
      columns[column]![numbers.length] = once(cells[column]!.trim())
    numbers.push(index + dialect.line)
  }
  for (const cells of columns) cells.length = numbers.length
  return { header: headed ? cells : undefined, line: first + dialect.line, columns, lines: numbers }
}

/** Different cells to remember. */
const mostShared = 16_384

/**
 * A function that gives the first of equal texts. Tables often have few different ones, and a copy of each takes more memory than
 * its number. It stops where most of them are new.
 */
function sharing(): (text: string) => string {
  const known = new Map<string, string>()
  let balance = 0
  return (text) => {
    if (balance < -mostShared) return text
    const first = known.get(text)
    balance += first === undefined ? -1 : 1
    if (first !== undefined) return first
    if (known.size < mostShared) known.set(text, text)
    return text
  }
}

/** If tabs are the separator, a line of tabs has empty cells and is not blank. */
function isBlank(line: string, separator: string): boolean {
  return line.trim() === '' && !line.includes(separator)
}

/** The header with as many names as there are columns. */
function completed(header: readonly string[], columns: readonly (readonly string[])[]): readonly string[] {
  if (header.length >= columns.length) return header.slice(0, columns.length)
  return columns.at(-1)!.every((cell) => cell === '') ? [...header, ''] : ['', ...header]
}
