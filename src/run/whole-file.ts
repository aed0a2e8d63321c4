import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a whole file: readers, also after a crash or a power failure, see either the old content or the new one, never a
 * part.
 * @throws the system's error; then nothing has changed, unless it is the disk that fails (EIO)
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const part = `${path}.part`
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  try {
    const file = openSync(part, 'w')
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, path)
  } catch (error) {
    remove(part)
    throw error
  }
  syncFolder(dirname(path))
}

/** Removes a file of ours, as far as that is possible: the error before it is the one that matters. */
export function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It is something else of that name, and not ours.
  }
}

/** What file systems answer that cannot sync a folder, and folders that may not be read. */
const unable: ReadonlySet<string | undefined> = new Set([
  'EINVAL',
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
])

/** A new name lasts only once its folder is on the disk. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch (error) {
    if (!unable.has((error as NodeJS.ErrnoException).code)) throw error
  }
}
