import { CsvError, parse } from 'csv-parse/sync'
import { InputError } from '../../../errors.ts'
import { type CsvRecords, raggedRow, widthBelow } from './csv-records.ts'
import type { Dialect } from './dialect.ts'

/**
 * Parses text in which something is quoted.
 * @param text from the first record on, with \n as its only line end
 */
export function parseQuoted(text: string, dialect: Dialect, headed: boolean): CsvRecords | undefined {
  const ends: number[] = []
  const records = parseRecords(text, dialect, ends)
  const first = records[0]
  if (first === undefined) return undefined
  const width = headed ? widthBelow(first, dialect) : first.length
  const start = headed ? 1 : 0
  const columns = Array.from({ length: width }, () => new Array<string>(records.length - start))
  const lines: number[] = []
  for (let index = start; index < records.length; index++) {
    const record = records[index]!
    const began = ends[index]! - linesWithin(record)
    if (record.length !== width) throw raggedRow(began, width, record.length)
    for (let column = 0; column < width; column++) columns[column]![index - start] = record[column]!
    lines.push(began)
  }
  return { header: headed ? first : undefined, line: ends[0]!, columns, lines }
}

/** @param ends is filled with the line on which each record ends */
function parseRecords(text: string, { separator, line }: Dialect, ends: number[]): string[][] {
  const before = line - 1
  try {
    return parse(text, {
      delimiter: separator,
      record_delimiter: '\n',
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
      on_record: (record: string[], { lines }: { lines: number }) => {
        ends.push(before + lines)
        return record
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw inputError(error, text, before, ends.at(-1) ?? before)
  }
}

/** The number of line ends inside a record's quotes. */
function linesWithin(record: readonly string[]): number {
  let count = 0
  for (const cell of record) if (cell.includes('\n')) count += cell.split('\n').length - 1
  return count
}

/**
 * @param before how many lines stand before the text
 * @param lastEnd the line on which the last complete record ended
 */
function inputError(error: CsvError, text: string, before: number, lastEnd: number): InputError {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new InputError({
      field: `line ${before + nextFilledLine(text, lastEnd - before)}`,
      expected: 'a closing quote',
      found: 'the end of the file',
    })
  }
  return new InputError({
    field: `line ${before + Number(error['lines'])}`,
    expected: 'quotes around whole values only, and doubled inside them',
    found: error.message.replace(/\s+/g, ' '),
  })
}

function nextFilledLine(text: string, line: number): number {
  const lines = text.split('\n')
  let next = line
  while (next < lines.length - 1 && lines[next]!.trim() === '') next++
  return next + 1
}
