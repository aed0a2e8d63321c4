import { extname, resolve } from 'node:path'
import { InputError, quote } from '../../../errors.ts'
import { readBytes } from './bytes.ts'
import { parseCsv } from './csv.ts'
import { parseJson } from './json.ts'
import type { Grid, Table } from './table.ts'

const readers: Readonly<Record<string, (text: string) => Grid>> = {
  '.csv': (text) => parseCsv(text, ','),
  '.tsv': (text) => parseCsv(text, '\t'),
  '.json': parseJson,
}

/**
 * Reads a .csv, .tsv or .json data file in UTF-8, with or without a byte order mark.
 *
 * @param file absolute, or relative to `directory`
 * @throws InputError that names the file: missing, unreadable, a folder, empty, too large, binary, malformed,
 *   or without rows
 */
export function readTable(file: string, directory: string): Table {
  const extension = extname(file).toLowerCase()
  if (!Object.hasOwn(readers, extension)) {
    const found = extension === '' ? 'no extension' : quote(extension)
    throw new InputError({ file, expected: `a data file of type ${Object.keys(readers).join(', ')}`, found })
  }
  const text = readText(file, resolve(directory, file))
  try {
    const grid = readers[extension]!(text)
    if (grid.names.length === 0) throw new InputError({ expected: 'columns', found: 'none' })
    if (grid.rows.length === 0)
      throw new InputError({ expected: 'rows of data', found: 'none below the header' })
    return { file, ...grid }
  } catch (error) {
    throw error instanceof InputError ? error.in(file) : error
  }
}

function readText(file: string, path: string): string {
  const content = 'a header and rows'
  const text = decode(file, readBytes(file, path, { noun: 'data file', content }))
  if (text.trim() === '') throw new InputError({ file, expected: content, found: 'an empty file' })
  return text
}

function decode(file: string, bytes: Buffer): string {
  const expected = 'text in UTF-8'
  if (bytes.includes(0)) throw new InputError({ file, expected, found: 'binary data' })
  try {
    // The decoder removes a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    const found = 'bytes that are not UTF-8'
    throw new InputError({ file, expected, found, hint: 'save it as UTF-8' }, { cause: error })
  }
}
