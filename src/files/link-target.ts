import { lstatSync, readlinkSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { statsOf } from '../stats.ts'
import { writeWhole } from './whole-file.ts'

/** So many links in a row are followed, as by the system. */
const mostLinks = 40

/** Where a path leads if the last part of it is a link, or a link to a link; the path itself if it is none. */
function linkTarget(path: string): string {
  let target = path
  for (let links = 0; links < mostLinks; links++) {
    const next = readLink(target)
    if (next === null) return target
    target = resolve(dirname(target), next)
  }
  return target
}

/** What a link says; null for what is none. */
function readLink(path: string): string | null {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? readlinkSync(path) : null
}

/** Thrown in place of the system's error where a path leads through a link to nothing. */
export class DanglingLink extends Error {
  constructor(path: string) {
    super(`a link to nothing: ${path} leads to ${linkTarget(path)}`)
  }
}

/**
 * Writes a whole file. Where the path is a link, the link stays and what it leads to is replaced; a device or a pipe is
 * written to.
 * @throws the system's error, or a DanglingLink for a link into a folder that does not exist
 */
export function writeFollowed(path: string, content: string | Uint8Array): void {
  const target = linkTarget(path)
  const found = statsOf(target)
  if (found !== undefined && !found.isFile() && !found.isDirectory()) {
    writeFileSync(target, content)
    return
  }
  try {
    writeWhole(target, content)
  } catch (error) {
    const dangling = target !== path && (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw dangling ? new DanglingLink(path) : error
  }
}
