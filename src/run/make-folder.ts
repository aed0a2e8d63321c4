import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those on the way to it; one that is there already is as good.
 *
 * Node.js 20 has this too, but its own never returns where a system folder such as /proc takes no entries.
 *
 * @returns the folders that were made, the outermost first
 * @throws the system's error; then none is left behind
 */
export function makeFolder(path: string): string[] {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at)
  const made: string[] = []
  try {
    for (const folder of missing) if (make(folder)) made.push(folder)
  } catch (error) {
    removeFolders(made)
    throw error
  }
  return made
}

/** Removes folders, given as `makeFolder` returned them, from the inside out, as far as they are empty. */
export function removeFolders(made: readonly string[]): void {
  try {
    for (const folder of made.toReversed()) rmdirSync(folder)
  } catch {
    // Someone put something there meanwhile: it is theirs.
  }
}

/** False where another process was first. */
function make(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(folder)) return false
    throw error
  }
}
