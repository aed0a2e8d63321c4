import { type Stats, statSync } from 'node:fs'

/**
 * What lies at a path, or undefined where nothing does. A path through a file leads to nothing: Node.js 20 throws there,
 * later versions do not.
 * @throws the system's error, such as missing permission
 */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}
