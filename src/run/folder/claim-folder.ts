import { join } from 'node:path'
import { EvolveError, InputError } from '../../errors.ts'
import { disk } from '../../files/disk.ts'
import { makeFolder, removeFolders } from '../../files/make-folder.ts'
import { isFull, refusal } from '../../files/refusal.ts'

/** The error of a folder on a disk without room. */
export function withoutRoom(path: string, bytes: number, error: unknown): EvolveError {
  const least = Math.ceil(Math.max(bytes, 65_536) / 1000)
  const { cause } = error as Error
  return new EvolveError(
    'output',
    `${path}: expected room for at least ${least} kB, found ${refusal(cause)}; free some, or choose a folder on another disk`,
    { cause },
  )
}

/**
 * Claims a folder.
 * @returns the names of the files in it, which is not claimed if there are any; and the folders that were made
 * @throws InputError if it cannot be written to, EvolveError for a full disk; then nothing is left behind
 */
export function take(path: string, first: string): { found: readonly string[]; made: readonly string[] } {
  let made: readonly string[] = []
  try {
    made = makeFolder(path)
    const found = disk.list(path)
    if (found.length > 0) return { found, made }
    // If two runs arrive at the same time, only one can create this file.
    disk.close(disk.open(join(path, first), 'wx'))
    return { found: [], made }
  } catch (cause) {
    removeFolders(made)
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return { found: [first], made: [] }
    if (isFull(cause)) throw withoutRoom(path, 0, { cause })
    const expected = 'a folder that can be written to'
    throw new InputError({ file: path, expected, found: refusal(cause) }, { cause })
  }
}

/** The error of a folder with other content. */
export function occupied(path: string, found: readonly string[]): InputError {
  const run = ['run.json', 'metrics.jsonl', 'repeats.json'].some((name) => found.includes(name))
  return new InputError({
    file: path,
    expected: 'a new or empty folder',
    found: `a folder with ${run ? 'a run' : `other files, such as ${found[0]}`}`,
    hint: 'choose another one or remove it',
  })
}
