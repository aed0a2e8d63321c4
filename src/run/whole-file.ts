import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/**
 * Writes a whole file: readers, also after a crash, see either the old content or the new one, never a part.
 * @throws the system's error; then nothing has changed
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.part`
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  try {
    const file = openSync(beside, 'w')
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
