import { readFileSync } from 'node:fs'
import { InputError } from '../../../errors.ts'
import { statsOf } from '../../../stats.ts'

/** Larger files are refused before they are read. */
export const largestFileBytes: number = 256 * 1024 * 1024

/**
 * Reads a whole file.
 *
 * @param file as the user wrote it, for messages
 * @param path absolute
 * @param words for messages: what the file should be, and what it should contain
 * @throws InputError for a file that is missing, unreadable, a folder, empty or too large
 */
export function readBytes(file: string, path: string, words: { noun: string; content: string }): Buffer {
  const { noun, content } = words
  const attempt = <T>(read: () => T): T => {
    try {
      return read()
    } catch (error) {
      // Errors of the operating system (no permission, a file in place of a folder, …) are for the user to fix.
      const { code } = error as NodeJS.ErrnoException
      const expected = `a readable ${noun}`
      throw new InputError({ file, expected, found: code ?? String(error) }, { cause: error })
    }
  }
  const stats = attempt(() => statsOf(path))
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
