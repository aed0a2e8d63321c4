import { InputError } from '../errors.ts'
import { disk } from './disk.ts'
import { refusal } from './refusal.ts'

const chunkBytes = 2 ** 20
/** A string cannot hold much more. */
const longestLine = 2 ** 28
const lineEnd = 10

/**
 * The lines of a file, one at a time, however large the file is. Text after the last line end is an incomplete line and
 * left out. Without the file there are no lines.
 * @param chunk bytes that are read at a time
 * @throws InputError if the file cannot be read, or a line is longer than 256 MiB
 */
export function* linesOf(path: string, chunk: number = chunkBytes): Generator<string> {
  const file = open(path)
  if (file === null) return
  try {
    const buffer = Buffer.alloc(chunk)
    /** The pieces of a line that has not ended yet. */
    let begun: Buffer[] = []
    let begunBytes = 0
    for (;;) {
      const bytes = buffer.subarray(0, read(file, buffer, path))
      if (bytes.length === 0) return
      let from = 0
      for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, from)) {
        const rest = bytes.subarray(from, end)
        yield begun.length === 0 ? rest.toString() : Buffer.concat([...begun, rest]).toString()
        begun = []
        begunBytes = 0
        from = end + 1
      }
      begun.push(Buffer.from(bytes.subarray(from)))
      begunBytes += bytes.length - from
      if (begunBytes <= longestLine) continue
      const expected = `lines of at most ${longestLine / 2 ** 20} MiB`
      throw new InputError({ file: path, expected, found: 'a longer one' })
    }
  } finally {
    disk.close(file)
  }
}

/** Null if there is no such file. */
function open(path: string): number | null {
  try {
    return disk.open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw unreadable(path, error)
  }
}

function read(file: number, buffer: Buffer, path: string): number {
  try {
    return disk.read(file, buffer, 0, buffer.length)
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, cause: unknown): InputError {
  return new InputError({ file: path, expected: 'a readable file', found: refusal(cause) }, { cause })
}
