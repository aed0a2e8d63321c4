import { CsvError, parse } from 'csv-parse/sync'
import { InputError } from '../../../errors.ts'
import { checkNames, type Grid } from './table.ts'

/** Records of one length, cells trimmed. */
interface Records {
  readonly names: readonly string[]
  /** The line on which the header ends. */
  readonly line: number
  readonly columns: readonly (readonly string[])[]
  readonly rows: readonly number[]
}

/**
 * Text with a header line and separated values, quoted as RFC 4180 has it. Lines end as they like; empty
 * ones count for nothing.
 *
 * @param separator a tab; or a comma, in whose place semicolons stand where the header has only those
 * @throws InputError with the line, for a ragged row, a quote left open, no header, or a name that stands twice
 */
export function parseCsv(text: string, separator: ',' | '\t'): Grid {
  // One kind of line end, since the parser counts \r\n inside quotes as two lines.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const delimiter = separator === ',' ? commaOrSemicolon(lines) : separator
  const records = lines.includes('"') ? parseQuoted(lines, delimiter) : splitPlain(lines, delimiter)
  if (records === undefined)
    throw new InputError({ expected: 'a header line and rows', found: 'an empty file' })
  const { names, line, columns, rows } = records
  checkNames(names, `line ${line}`)
  return { names, columns, rows }
}

/** Text in which nothing is quoted: it means what it would to the parser, which takes three times as long. */
function splitPlain(text: string, delimiter: string): Records | undefined {
  const lines = text.split('\n')
  const header = lines.findIndex((line) => !isBlank(line, delimiter))
  if (header < 0) return undefined
  const names = lines[header]!.split(delimiter).map((name) => name.trim())
  const most = Math.min(lines.length, Math.ceil(text.length / names.length))
  const columns = names.map(() => new Array<string>(most))
  const rows: number[] = []
  for (let index = header + 1; index < lines.length; index++) {
    const line = lines[index]!
    if (isBlank(line, delimiter)) continue
    const cells = line.split(delimiter)
    if (cells.length !== names.length) throw raggedRow(index + 1, names.length, cells.length)
    for (let column = 0; column < cells.length; column++)
      columns[column]![rows.length] = cells[column]!.trim()
    rows.push(index + 1)
  }
  for (const cells of columns) cells.length = rows.length
  return { names, line: header + 1, columns, rows }
}

/** A line of tabs holds empty cells where tabs are the delimiter. */
function isBlank(line: string, delimiter: string): boolean {
  return line.trim() === '' && !line.includes(delimiter)
}

function parseQuoted(text: string, delimiter: string): Records | undefined {
  const ends: number[] = []
  const records = parseRecords(text, delimiter, ends)
  const names = records[0]
  if (names === undefined) return undefined
  const columns = names.map((_, column) => {
    const cells = new Array<string>(records.length - 1)
    for (let row = 1; row < records.length; row++) cells[row - 1] = records[row]![column]!
    return cells
  })
  const rows = records.map((record, index) => ends[index]! - linesWithin(record))
  return { names, line: ends[0]!, columns, rows: rows.slice(1) }
}

/** @param ends receives the line on which each record ends */
function parseRecords(text: string, delimiter: string, ends: number[]): string[][] {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], { lines }: { lines: number }) => {
        ends.push(lines)
        return record
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw complaintAbout(error, text, ends.at(-1) ?? 0)
  }
}

function commaOrSemicolon(text: string): string {
  const header = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1)
  return header.includes(';') && !header.includes(',') ? ';' : ','
}

/** How many line ends stand inside a record's quotes. */
function linesWithin(record: readonly string[]): number {
  let count = 0
  for (const cell of record) if (cell.includes('\n')) count += cell.split('\n').length - 1
  return count
}

function raggedRow(line: number, expected: number | string, found: number): InputError {
  return new InputError({
    field: `line ${line}`,
    expected: `${expected} values, one a column`,
    found: String(found),
  })
}

/** @param lastEnd the line on which the last whole record ended */
function complaintAbout(error: CsvError, text: string, lastEnd: number): InputError {
  const line = Number(error['lines'])
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    const expected = /expect (\d+)/.exec(error.message)?.[1] ?? 'as many'
    return raggedRow(line, expected, (error['record'] as readonly string[]).length)
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new InputError({
      field: `line ${nextFilledLine(text, lastEnd)}`,
      expected: 'a closing quote',
      found: 'the end of the file',
    })
  }
  return new InputError({
    field: `line ${line}`,
    expected: 'a quote only around a whole value, and doubled inside one',
    found: error.message.replace(/\s+/g, ' '),
  })
}

function nextFilledLine(text: string, line: number): number {
  const lines = text.split('\n')
  let next = line
  while (next < lines.length - 1 && lines[next]!.trim() === '') next++
  return next + 1
}
