import { extname, resolve } from 'node:path'
import { InputError, quote } from '../../../errors.ts'
import { readBytes } from './bytes.ts'
import { parseCsv } from './csv.ts'
import { decimalCommaIn } from './decimal-comma.ts'
import { decodeText } from './decode.ts'
import { parseJson } from './json.ts'
import { type Decimal, exactNumber, plainNumber } from './number-text.ts'
import type { Grid, Table } from './table.ts'

export interface ReadOptions {
  /** Whether the file names its columns; default: true. */
  readonly header?: boolean | undefined
  /** The decimal sign; default: a point, unless a file with semicolons says otherwise. */
  readonly decimal?: Decimal | undefined
}

const readers: Readonly<Record<string, (text: string, options: ReadOptions) => Grid>> = {
  '.csv': (text, { header }) => parseCsv(text, { header }),
  '.tsv': (text, { header }) => parseCsv(text, { header, separator: '\t' }),
  '.json': parseJson,
}

const content = 'a header and rows'

/**
 * Reads a .csv, .tsv or .json data file in UTF-8, with or without a byte order mark, or in UTF-16 with one.
 *
 * @param file absolute, or relative to `directory`
 * @throws InputError that names the file: missing, unreadable, a folder, empty, too large, in another encoding, binary,
 *   malformed, or without rows
 */
export function readTable(file: string, directory: string, options: ReadOptions = {}): Table {
  const extension = extname(file).toLowerCase()
  if (!Object.hasOwn(readers, extension)) {
    const found = extension === '' ? 'no extension' : quote(extension)
    throw new InputError({ file, expected: `a data file of type ${Object.keys(readers).join(', ')}`, found })
  }
  const bytes = readBytes(file, resolve(directory, file), { noun: 'data file', content })
  return parseTable(bytes, file, extension, options)
}

/**
 * Makes a table of the content of a data file that has no name, such as what comes through a pipe: JSON if it begins with a
 * bracket, else separated values.
 * @param file stands for its name in messages
 * @throws InputError as `readTable` does
 */
export function tableOfBytes(bytes: Buffer, file: string, options: ReadOptions = {}): Table {
  return parseTable(bytes, file, null, options)
}

/** @param extension null to tell from the content */
function parseTable(bytes: Buffer, file: string, extension: string | null, options: ReadOptions): Table {
  try {
    const text = decodeText(bytes, extension ?? '.csv')
    if (text.trim() === '') throw new InputError({ expected: content, found: 'an empty file' })
    const format = extension ?? (/^\s*[[{]/.test(text) ? '.json' : '.csv')
    const { separator, ...grid } = readers[format]!(text, options)
    const count = grid.columns[0]?.length ?? 0
    if (grid.names.length === 0) throw new InputError({ expected: 'columns', found: 'none' })
    if (count === 0) throw new InputError({ expected: 'rows of data', found: 'none below the header' })
    const { decimal, notes } = notationOf(grid, separator, options.decimal)
    return { file, ...grid, count, decimal, notes }
  } catch (error) {
    throw error instanceof InputError ? error.in(file) : error
  }
}

/** The decimal sign of the numbers in a file: as given, or a comma where a file with semicolons reads so. */
function notationOf(
  { columns }: Pick<Grid, 'columns'>,
  separator: string | null,
  given: Decimal | undefined,
): Pick<Table, 'decimal' | 'notes'> {
  if (given !== undefined) return { decimal: given, notes: [] }
  const example = separator === ';' ? decimalCommaIn(columns) : undefined
  if (example === undefined) return { decimal: '.', notes: [] }
  const meaning = plainNumber(exactNumber(example.replace(',', '.')))
  return {
    decimal: ',',
    notes: [`numbers are read with a decimal comma: ${quote(example)} is ${meaning}`],
  }
}
