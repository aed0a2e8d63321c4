import { join } from 'node:path'
import { EvolveError, InputError } from '../../errors.ts'
import { disk } from '../../files/disk.ts'
import { makeFolder, removeFolders } from '../../files/make-folder.ts'
import { isFull, refusal } from '../../files/refusal.ts'
import { reserveName } from '../../files/reserve.ts'
import { partOf, readWhole, remove } from '../../files/whole-file.ts'
import { FolderLock, isHeld, isLock, lockName } from './lock.ts'
import { trainingsName } from './trainings-record.ts'

/** What a run folder may keep of what its run was built from: data in memory, and a network to start from. */
export const keptNames: readonly string[] = ['data.json', 'start.json']

/** The error of a folder on a disk without room. */
export function withoutRoom(path: string, bytes: number, error: unknown): EvolveError {
  const least = Math.ceil(Math.max(bytes, 65_536) / 1000)
  const { cause } = error as Error
  return new EvolveError(
    'output',
    `${path}: expected room for at least ${least} kB, found ${refusal(cause)}; free some, or choose a folder on another disk`,
    { cause },
  )
}

/** What became of a folder that a run wants. */
export interface Taken {
  /** The names of the files in it, which keep the run away; empty if it is claimed. */
  readonly found: readonly string[]
  /** The folders that were made. */
  readonly made: readonly string[]
  /** Null if it is not claimed. */
  readonly lock: FolderLock | null
}

/**
 * Claims a folder that is new or empty, or that was left behind by a run which ended before it had written what it is.
 * @param first the file that a run makes first
 * @throws InputError if it cannot be written to, EvolveError for a full disk; then nothing is left behind
 */
export function take(path: string, first: string): Taken {
  let made: readonly string[] = []
  let lock: FolderLock | null = null
  try {
    made = makeFolder(path)
    const before = othersIn(path, first)
    if (before.length > 0) return { found: before, made, lock: null }
    lock = lockOf(path)
    // If two runs arrive at the same time, one of them may be over by now.
    const found = lock === null ? [lockName] : othersIn(path, first)
    if (lock === null || found.length > 0) {
      lock?.release()
      return { found, made, lock: null }
    }
    for (const name of disk.list(path)) if (name !== lockName) remove(join(path, name))
    disk.close(disk.open(join(path, first), 'wx'))
    return { found: [], made, lock }
  } catch (cause) {
    lock?.release()
    removeFolders(made)
    if (isFull(cause)) throw withoutRoom(path, 0, { cause })
    const expected = 'a folder that can be written to'
    throw new InputError({ file: path, expected, found: refusal(cause) }, { cause })
  }
}

/** Null if another process has it. */
function lockOf(path: string): FolderLock | null {
  try {
    return FolderLock.take(path)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** The names in a folder, unless it is free. */
function othersIn(path: string, first: string): string[] {
  const names = disk.list(path).filter((name) => !isLock(name))
  const whole = [first, ...keptNames, 'config.json', reserveName]
  const left = [...whole, ...[...whole, 'run.json', trainingsName].map(partOf)]
  const abandoned = names.every((name) => left.includes(name)) && disk.size(join(path, first)) === 0
  return abandoned ? [] : names
}

/** The error of a folder with other content. */
export function occupied(path: string, found: readonly string[]): InputError {
  const expected = 'a new or empty folder'
  const other = 'choose another one or remove it'
  const refuse = (text: string, hint: string): InputError =>
    new InputError({ file: path, expected, found: `a folder with ${text}`, hint })
  if (found[0] === lockName || isHeld(path)) return refuse('a run that goes on', 'choose another one')
  if (isUnfinished(path))
    return refuse('a run that has not ended', `evolve resume ${path} goes on with it; or ${other}`)
  const run = ['run.json', 'metrics.jsonl', 'repeats.json'].some((name) => found.includes(name))
  return refuse(run ? 'a run' : `other files, such as ${found[0]}`, other)
}

/** Whether a folder has a run, or several, that can be resumed. */
export function isUnfinished(path: string): boolean {
  if (isHeld(path)) return false
  return ['run.json', trainingsName].some((name) => {
    try {
      const record = JSON.parse(readWhole(join(path, name))?.toString() ?? 'null') as {
        status?: unknown
      } | null
      return ['running', 'interrupted', 'failed'].includes(record?.status as string)
    } catch {
      return false
    }
  })
}
