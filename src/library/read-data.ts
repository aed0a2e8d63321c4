import { InputError } from '../errors.ts'
import { largestFileBytes } from '../tasks/supervised/data/bytes.ts'
import { type ReadOptions, readTable, tableOfBytes } from '../tasks/supervised/data/read.ts'
import type { Table } from '../tasks/supervised/data/table.ts'

/** The name that stands for the standard input, and what messages call it. */
const standardInput = '-'
const inputName = 'stdin'

/**
 * The rows of a data file, or of the standard input.
 * @param source .csv, .tsv or .json; `-` for separated values or JSON from `input`
 * @throws InputError that names the source, for what is no table
 */
export async function readData(
  source: string,
  input: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<Table> {
  if (source !== standardInput) return readTable(source, process.cwd(), options)
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of input) {
    bytes += part.length
    if (bytes > largestFileBytes) {
      const expected = `at most ${largestFileBytes / 1024 / 1024} MiB`
      throw new InputError({ file: inputName, expected, found: 'more' })
    }
    parts.push(part)
  }
  return tableOfBytes(Buffer.concat(parts), inputName, options)
}
