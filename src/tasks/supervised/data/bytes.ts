import { readFileSync, type Stats, statSync } from 'node:fs'
import { InputError } from '../../../errors.ts'

/** Files beyond this are refused before they are read. */
const largestFileBytes: number = 256 * 1024 * 1024

/**
 * Reads a file whole.
 *
 * @param file as the user wrote it, for messages
 * @param path absolute
 * @param words what it is to be, and what it is to hold: for messages
 * @throws InputError for one that is missing, unreadable, a folder, empty or too large
 */
export function readBytes(file: string, path: string, words: { noun: string; content: string }): Buffer {
  const { noun, content } = words
  const attempt = <T>(read: () => T): T => {
    try {
      return read()
    } catch (error) {
      // The operating system's refusals (no permission, a file for a folder, …) are the user's to mend.
      const { code } = error as NodeJS.ErrnoException
      const expected = `a readable ${noun}`
      throw new InputError({ file, expected, found: code ?? String(error) }, { cause: error })
    }
  }
  const stats: Stats | undefined = attempt(() => statSync(path, { throwIfNoEntry: false }))
  const refuse = (found: string): InputError => new InputError({ file, expected: `a ${noun}`, found })
  if (stats === undefined) throw refuse(`nothing at ${path}`)
  if (stats.isDirectory()) throw refuse('a folder')
  if (!stats.isFile()) throw refuse('something else')
  if (stats.size === 0) throw new InputError({ file, expected: content, found: 'an empty file' })
  if (stats.size > largestFileBytes) {
    const expected = `a file of at most ${mebibytes(largestFileBytes)}`
    throw new InputError({ file, expected, found: mebibytes(stats.size) })
  }
  return attempt(() => readFileSync(path))
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`
}
