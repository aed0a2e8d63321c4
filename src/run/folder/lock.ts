import { hostname } from 'node:os'
import { join } from 'node:path'
import { EvolveError, InputError } from '../../errors.ts'
import { disk, writeAll } from '../../files/disk.ts'
import { refusal } from '../../files/refusal.ts'
import { readWhole, remove } from '../../files/whole-file.ts'
import { type Holder, holderOf, isAlive, isElsewhere, thisProcess } from './lock-holder.ts'

/** The file of a run folder that says who works on it. */
export const lockName = 'lock'

/** Whether a file of that name is a lock, or what a crash has left of taking one. */
export function isLock(name: string): boolean {
  return name === lockName || /^lock\.\d+(\.old)?$/.test(name)
}

/**
 * Lets one process at a time work on a run folder. A lock whose process has ended is taken over; on another machine that
 * cannot be known.
 */
export class FolderLock {
  private readonly path: string
  private readonly content: string
  /** True once another process was found to have taken the folder over. */
  lost = false

  private constructor(path: string, content: string) {
    this.path = path
    this.content = content
  }

  /**
   * @throws InputError if another process works on the folder, or may do so
   * @throws the system's error if the lock cannot be written
   */
  static take(folder: string): FolderLock {
    const path = join(folder, lockName)
    const content = `${JSON.stringify(thisProcess())}\n`
    // Taking over makes way for one more try; another process may be faster.
    for (let tries = 0; tries < 3; tries++) {
      if (create(path, content)) {
        removeLeftOvers(folder)
        return new FolderLock(path, content)
      }
      const found = readWhole(path)
      if (found !== null && !takeOver(path, found, folder)) break
    }
    throw new InputError({
      file: folder,
      expected: 'a run that no other process works on',
      found: 'one that is just taken',
    })
  }

  /** @throws EvolveError if another process has taken the folder over */
  check(): void {
    if (!this.lost && this.isOurs()) return
    this.lost = true
    const why = 'another process works on this folder now, or its lock was removed'
    throw new EvolveError(
      'run',
      `${this.path}: ${why}; this one ends, so that the two do not mix their results`,
    )
  }

  /** Lets others work on the folder. */
  release(): void {
    if (!this.lost && this.isOurs()) remove(this.path)
  }

  /** A disk that does not say whose it is does not make it another's. */
  private isOurs(): boolean {
    try {
      return readWhole(this.path)?.toString() === this.content
    } catch {
      return true
    }
  }
}

/** Whether a process works on a folder, or may do so. */
export function isHeld(folder: string): boolean {
  return workingOn(folder) !== null
}

/** The process that works on a folder, or may do so; null if there is none. */
export function workingOn(folder: string): Holder | null {
  const holder = holderOf(readWhole(join(folder, lockName)))
  return holder !== null && (isElsewhere(holder) || isAlive(holder)) ? holder : null
}

/** Removes the lock of a thread of this process that has ended. */
export function releaseOwn(folder: string): void {
  const path = join(folder, lockName)
  const { pid, mark } = thisProcess()
  const holder = holderOf(readWhole(path))
  if (holder?.pid === pid && holder.mark === mark) remove(path)
}

/** @returns false if there is a lock already */
function create(path: string, content: string): boolean {
  const own = `${path}.${process.pid}`
  try {
    write(own, 'w', content)
    // The lock appears with all of its content.
    return link(own, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP' && code !== 'ENOTSUP') throw error
    return createExclusively(path, content)
  } finally {
    remove(own)
  }
}

/** @returns false if another process has taken the lock, and has tidied `own` away with what it found in the folder */
function link(own: string, path: string): boolean {
  try {
    disk.link(own, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** What was left by processes that ended while they took the lock. */
function removeLeftOvers(folder: string): void {
  try {
    for (const name of disk.list(folder)) if (isLock(name) && name !== lockName) remove(join(folder, name))
  } catch {
    // They are in nobody's way.
  }
}

/** Its content lasts as soon as its name does: an empty lock would say nothing of its process. */
function write(path: string, flags: 'w' | 'wx', content: string): void {
  const file = disk.open(path, flags)
  try {
    writeAll(file, Buffer.from(content))
    disk.sync(file)
  } finally {
    disk.close(file)
  }
}

/** For file systems without links. */
function createExclusively(path: string, content: string): boolean {
  try {
    write(path, 'wx', content)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    // It is ours, and says nothing.
    remove(path)
    throw error
  }
}

/**
 * Puts the lock of a process that has ended out of the way.
 * @returns false if another process was faster
 * @throws InputError if the process has not ended, or may not have
 */
function takeOver(path: string, found: Buffer, folder: string): boolean {
  const holder = holderOf(found)
  const refuse = (who: string, hint: string): InputError =>
    new InputError({ file: folder, expected: 'a run that no other process works on', found: who, hint })
  const byHand = `if it has ended, remove ${path}`
  const wait = 'wait for its end, or end it'
  if (holder === null)
    throw refuse('a lock that cannot be read', `if no process works on the run, remove ${path}`)
  const { host, pid, startedAt } = holder
  const named = `process ${pid}, since ${startedAt}`
  if (host !== hostname()) throw refuse(`${named}, on the machine ${host}`, byHand)
  if (isElsewhere(holder)) throw refuse(`${named}, in another container`, byHand)
  // Without a mark it may be another process of that number.
  if (isAlive(holder)) throw refuse(named, holder.mark === null ? `${wait}; ${byHand}` : wait)
  const aside = `${path}.${process.pid}.old`
  try {
    disk.rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw new InputError(
      { file: path, expected: 'a lock that can be removed', found: refusal(error) },
      { cause: error },
    )
  }
  // Another process may have taken the folder over in between: then this is its lock, and goes back.
  const own = readWhole(aside)
  const same = own?.equals(found) === true
  if (!same) {
    try {
      disk.link(aside, path)
    } catch {
      // A third one has it now; the second one ends by its own check.
    }
  }
  remove(aside)
  return same
}
