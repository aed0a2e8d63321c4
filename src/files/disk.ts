import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/**
 * The calls to the system through which the files of a run are read and written. All of them throw the system's errors.
 * Tests replace calls by ones that fail, or that end the process.
 */
export interface Disk {
  /** @param flags as of `fs.open`: r, w, wx, a, ax */
  open(path: string, flags: string): number
  close(file: number): void
  /** Reads up to `length` bytes, from where the last call ended. @returns how many; 0 at the end of the file */
  read(file: number, bytes: Uint8Array, offset: number, length: number): number
  /** Reads from a place of a file on, wherever the last call ended. @returns how many bytes; fewer at the end of the file */
  readAt(file: number, bytes: Uint8Array, place: number): number
  /** The byte at a place of a file; -1 beyond its end. */
  byteAt(file: number, place: number): number
  /** Writes from `offset` on. @returns how many bytes; there may be fewer than were given */
  write(file: number, bytes: Uint8Array, offset: number): number
  /** Brings what was written to the medium. */
  sync(file: number): void
  rename(from: string, to: string): void
  /** Gives a file a second name. Fails with EEXIST if there is something of that name. */
  link(path: string, name: string): void
  /** Removes a file; nothing happens if there is none. */
  remove(path: string): void
  truncate(path: string, bytes: number): void
  /** Bytes of a file; null if there is none. */
  size(path: string): number | null
  /** The names in a folder. */
  list(path: string): string[]
}

export const disk: Disk = {
  open: (path, flags) => openSync(path, flags),
  close: (file) => closeSync(file),
  read: (file, bytes, offset, length) => readSync(file, bytes, offset, length, null),
  readAt: (file, bytes, place) => readSync(file, bytes, 0, bytes.length, place),
  byteAt(file, place) {
    const byte = new Uint8Array(1)
    return readSync(file, byte, 0, 1, place) === 1 ? byte[0]! : -1
  },
  write: (file, bytes, offset) => writeSync(file, bytes, offset),
  sync: (file) => fsyncSync(file),
  rename: (from, to) => renameSync(from, to),
  link: (path, name) => linkSync(path, name),
  remove: (path) => rmSync(path, { force: true }),
  truncate: (path, bytes) => truncateSync(path, bytes),
  size: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? null,
  list: (path) => readdirSync(path),
}

const pieceBytes = 2 ** 28

/**
 * Writes all bytes to a file.
 * @throws the system's error
 */
export function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    // The system takes at most 2 GiB at once.
    const written = disk.write(file, bytes.subarray(0, at + pieceBytes), at)
    // It would go on for ever.
    if (written === 0) throw Object.assign(new Error('the system wrote nothing'), { code: 'EIO' })
    at += written
  }
}

/**
 * Brings a file and its name to the medium: what was written outlasts a power failure.
 * @param named whether the name is on the medium already
 * @returns whether there is such a file; if not, nothing happens
 * @throws the system's error
 */
export function syncFile(path: string, named = false): boolean {
  if (disk.size(path) === null) return false
  const file = disk.open(path, 'a')
  try {
    disk.sync(file)
  } finally {
    disk.close(file)
  }
  if (!named) syncFolder(dirname(path))
  return true
}

/** What file systems answer that cannot sync a folder, and folders that may not be read. */
const unable: ReadonlySet<string | undefined> = new Set([
  'EINVAL',
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
])

/** Brings the names in a folder to the disk: a new name lasts only then. */
export function syncFolder(path: string): void {
  try {
    const folder = disk.open(path, 'r')
    try {
      disk.sync(folder)
    } finally {
      disk.close(folder)
    }
  } catch (error) {
    if (!unable.has((error as NodeJS.ErrnoException).code)) throw error
  }
}
