import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { EvolveError, InputError } from '../../errors.ts'
import { disk, writeAll } from '../../files/disk.ts'
import { refusal } from '../../files/refusal.ts'
import { readWhole, remove } from '../../files/whole-file.ts'

/** The file of a run folder that says who works on it. */
export const lockName = 'lock'

/** Whether a file of that name is a lock, or what a crash has left of taking one. */
export function isLock(name: string): boolean {
  return name === lockName || /^lock\.\d+(\.old)?$/.test(name)
}

/** A process that works on a run folder. */
interface Holder {
  readonly host: string
  readonly pid: number
  /** ISO 8601: when the process started. */
  readonly startedAt: string
  /** What tells it from a later process of the same number; null where the system does not say. */
  readonly mark: string | null
}

const holderSchema: z.ZodType<Holder> = z.object({
  host: z.string(),
  pid: z.int().min(1),
  startedAt: z.string(),
  mark: z.string().nullable(),
})

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
      if (create(path, content)) return new FolderLock(path, content)
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
    if (readWhole(this.path)?.toString() === this.content) return
    this.lost = true
    const why = 'another process works on this folder now, or its lock was removed'
    throw new EvolveError(
      'run',
      `${this.path}: ${why}; this one ends, so that the two do not mix their results`,
    )
  }

  /** Lets others work on the folder. */
  release(): void {
    try {
      this.check()
    } catch {
      // Either it is another's, or the disk does not say whose.
      if (this.lost) return
    }
    remove(this.path)
  }
}

/** Whether a process works on a folder, or may do so. */
export function isHeld(folder: string): boolean {
  const holder = holderOf(readWhole(join(folder, lockName)))
  return holder !== null && (holder.host !== hostname() || isAlive(holder))
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
    const file = disk.open(own, 'w')
    try {
      writeAll(file, Buffer.from(content))
    } finally {
      disk.close(file)
    }
    // The lock appears with all of its content.
    disk.link(own, path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP' && code !== 'ENOTSUP') throw error
    return createExclusively(path, content)
  } finally {
    remove(own)
  }
}

/** For file systems without links. */
function createExclusively(path: string, content: string): boolean {
  try {
    const file = disk.open(path, 'wx')
    try {
      writeAll(file, Buffer.from(content))
    } finally {
      disk.close(file)
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
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
  if (holder === null) throw refuse('a lock that says nothing', byHand)
  const { host, pid, startedAt } = holder
  if (host !== hostname()) throw refuse(`process ${pid} of the machine ${host}, since ${startedAt}`, byHand)
  if (isAlive(holder)) throw refuse(`process ${pid}, since ${startedAt}`, 'wait for its end, or end it')
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

function holderOf(content: Buffer | null): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(content?.toString() ?? ''))
  } catch {
    return null
  }
}

function thisProcess(): Holder {
  const { pid } = process
  // Threads have a clock of their own.
  const startedAt = new Date(Math.round(Date.now() - process.uptime() * 1000)).toISOString()
  return { host: hostname(), pid, startedAt, mark: statOf(pid)?.mark ?? null }
}

function isAlive({ pid, mark }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Others' processes may not be signalled, but they are there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = statOf(pid)
  if (now === null || mark === null) return true
  // One that has ended keeps its number until its parent asks for it.
  return now.state !== 'Z' && now.mark === mark
}

/**
 * The state of a process, and a mark of the start of the machine and that of the process since then, as Linux counts them;
 * null elsewhere.
 */
function statOf(pid: number): { readonly state: string; readonly mark: string } | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0]!, mark: `${boot} ${fields[19]!}` }
  } catch {
    return null
  }
}
