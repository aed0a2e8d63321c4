import { KeptFile } from '../../../kept-file.ts'
import { fractionsOf } from '../fractions.ts'
import type { FileData, MemoryData } from '../options.ts'
import type { Cell } from '../table.ts'
import { choiceOf, tableOfMemory } from './table.ts'

/** The file of a run folder with data that was given in memory. */
export const keptDataName = 'data.json'

/** Longer data is not kept: bytes. */
const mostBytes = 64 * 1024 * 1024

/** So many cells are made text at a time. */
const cellsAtOnce = 100_000

/** The data as a run folder keeps it. */
export function keptData(data: MemoryData): KeptFile {
  return new KeptFile(keptDataName, 'data', () => pieces(data), mostBytes)
}

/**
 * The options that read the same examples from that file.
 * @param file where it is
 */
export function asFileData(data: MemoryData, file: string): FileData {
  const decimal = 'rows' in data ? data.decimal : undefined
  const { standardize = true } = data
  return {
    ...{ file, ...choiceOf(data), header: true, standardize, ...fractionsOf(data) },
    ...(decimal !== undefined && { decimal }),
  }
}

/** A record of columns in JSON, which reads as the same table whatever the names of its columns are. */
function* pieces(data: MemoryData): Iterable<string> {
  const { names, nameless, columns } = tableOfMemory(data)
  for (const [index, name] of names.entries()) {
    const own = nameless.includes(index) ? '' : name
    yield `${index === 0 ? '{' : ',\n'}${JSON.stringify(own)}: [`
    yield* listed(columns[index]!)
    yield ']'
  }
  yield '}\n'
}

function* listed(cells: readonly Cell[]): Iterable<string> {
  for (let start = 0; start < cells.length; start += cellsAtOnce) {
    const some = JSON.stringify(cells.slice(start, start + cellsAtOnce)).slice(1, -1)
    yield start === 0 ? some : `,${some}`
  }
}
