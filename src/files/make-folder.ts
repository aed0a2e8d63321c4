import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { syncFolder } from './disk.ts'
import { DanglingLink } from './link-target.ts'

/**
 * Makes a folder and its parents, and brings their names to the disk. Folders may exist already.
 *
 * Node.js 20 can do this too, but it never returns in a system folder such as /proc, which accepts no entries.
 *
 * @returns the folders that were made, the outermost first
 * @throws the system's error, or a DanglingLink; then no new folder is left behind
 */
export function makeFolder(path: string): string[] {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at)
  const made: string[] = []
  try {
    for (const folder of missing) {
      if (!make(folder)) continue
      made.push(folder)
      syncFolder(dirname(folder))
    }
  } catch (error) {
    removeFolders(made)
    throw error
  }
  return made
}

/** Removes the folders that `makeFolder` returned, innermost first, as long as they are empty. */
export function removeFolders(made: readonly string[]): void {
  try {
    for (const folder of made.toReversed()) rmdirSync(folder)
  } catch {
    // Another program has put something there in the meantime: keep it.
  }
}

/** False if another process was first. */
function make(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (existsSync(folder)) return false
    throw new DanglingLink(folder)
  }
}
