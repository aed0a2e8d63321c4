import { dirname } from 'node:path'
import { disk, syncFolder, writeAll } from './disk.ts'

/**
 * Writes a whole file: readers, also after a crash or a power failure, see either the old content or the new one, never a
 * part.
 * @param content a text, bytes, or pieces of bytes that follow each other
 * @throws the system's error; then nothing has changed, unless it is the disk that fails (EIO)
 */
export function writeWhole(path: string, content: string | Uint8Array | readonly Uint8Array[]): void {
  const part = partOf(path)
  try {
    const file = disk.open(part, 'w')
    try {
      for (const bytes of piecesOf(content)) writeAll(file, bytes)
      disk.sync(file)
    } finally {
      disk.close(file)
    }
    disk.rename(part, path)
  } catch (error) {
    remove(part)
    throw error
  }
  syncFolder(dirname(path))
}

/**
 * Reads a whole file.
 * @returns null if there is none
 * @throws the system's error, also for a file that changes its size while it is read
 */
export function readWhole(path: string): Buffer | null {
  const size = disk.size(path)
  if (size === null) return null
  const file = disk.open(path, 'r')
  try {
    const bytes = Buffer.alloc(size)
    for (let at = 0; at < size; ) {
      const read = disk.read(file, bytes, at, size - at)
      if (read === 0) throw Object.assign(new Error('the file has become shorter'), { code: 'EIO' })
      at += read
    }
    return bytes
  } finally {
    disk.close(file)
  }
}

/** The name under which a file is written. A crash may leave a file of this name behind. */
export function partOf(path: string): string {
  return `${path}.part`
}

function piecesOf(content: string | Uint8Array | readonly Uint8Array[]): readonly Uint8Array[] {
  if (typeof content === 'string') return [Buffer.from(content)]
  return content instanceof Uint8Array ? [content] : content
}

/** Removes a file of ours, as far as that is possible: the error before it is the one that matters. */
export function remove(path: string): void {
  try {
    disk.remove(path)
  } catch {
    // It is something else of that name, and not ours.
  }
}
