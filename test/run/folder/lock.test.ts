import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { EvolveError, InputError } from '../../../src/errors.ts'
import { disk } from '../../../src/files/disk.ts'
import { FolderLock, isHeld, isLock, releaseOwn } from '../../../src/run/folder/lock.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-lock-'))
const real = { ...disk }
const fresh = (): string => mkdtempSync(join(base, 'run-'))
const pathIn = (folder: string): string => join(folder, 'lock')
const textIn = (folder: string): string => readFileSync(pathIn(folder), 'utf8')

afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(disk, real)
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** What a lock of this process says. */
const own: Readonly<Record<string, unknown>> = (() => {
  const folder = fresh()
  FolderLock.take(folder)
  return JSON.parse(textIn(folder))
})()

/** No system has a process of this number. */
const noProcess = 2 ** 30
const ended = { ...own, pid: noProcess }

/** A folder with a lock that says this. */
function lockedBy(holder: unknown): string {
  const folder = fresh()
  writeFileSync(pathIn(folder), typeof holder === 'string' ? holder : JSON.stringify(holder))
  return folder
}

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: no luck`), { code })
  }
}

/** The line that a user reads who cannot take a folder. */
function refusalOf(folder: string): string {
  try {
    FolderLock.take(folder)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('expected a refusal, found a lock')
}

/** The state and the mark of a process. */
function processOf(pid: number): { readonly state: string; readonly mark: string } {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return { state, mark: `${boot} ${fields[18]}` }
}

describe('the lock of a run folder', () => {
  it('says which process has the folder, and leaves nothing else there', () => {
    const folder = fresh()
    const lock = FolderLock.take(folder)
    expect(readdirSync(folder)).toEqual(['lock'])
    expect(textIn(folder).endsWith('}\n')).toBe(true)
    expect(own).toEqual({
      host: hostname(),
      pid: process.pid,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      mark: expect.stringMatching(/^[-0-9a-f]{36} \d+$/),
      space: expect.stringMatching(/^pid:\[\d+\]$/),
    })
    expect(lock.lost).toBe(false)
    lock.check()
  })

  it('is gone once it is released, and can be taken again', () => {
    const folder = fresh()
    FolderLock.take(folder).release()
    expect(readdirSync(folder)).toEqual([])
    FolderLock.take(folder)
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  it('is taken again after another process, which took it first, has removed the file that it is made of', () => {
    const folder = fresh()
    let times = 0
    disk.link = (own, path) => {
      if (times++ === 0) disk.remove(own)
      real.link(own, path)
    }
    FolderLock.take(folder)
    expect(readdirSync(folder)).toEqual(['lock'])
    expect(times).toBe(2)
  })

  it('may be released twice', () => {
    const folder = fresh()
    const lock = FolderLock.take(folder)
    lock.release()
    const next = FolderLock.take(folder)
    next.release()
    next.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is not taken twice, not by the same process either; the message names it', () => {
    const folder = fresh()
    const lock = FolderLock.take(folder)
    const text = textIn(folder)
    const { startedAt } = JSON.parse(text)
    expect(refusalOf(folder)).toBe(
      `${folder}: expected a run that no other process works on, found process ${process.pid}, since ${startedAt}; wait for its end, or end it`,
    )
    expect(readdirSync(folder)).toEqual(['lock'])
    expect(textIn(folder)).toBe(text)
    lock.check()
  })

  it.each([
    ['has ended', { pid: noProcess }],
    ['has ended, without a mark,', { pid: noProcess, mark: null }],
    ['had the number of this one', { mark: 'an earlier one' }],
  ])('of a process that %s is taken over', (_, more) => {
    const folder = lockedBy({ ...own, ...more })
    const lock = FolderLock.take(folder)
    expect(readdirSync(folder)).toEqual(['lock'])
    expect(JSON.parse(textIn(folder))).toMatchObject({ pid: process.pid, mark: own['mark'] })
    lock.check()
  })

  it('of a process that may be alive is not taken over; the message says what to do if it is not', () => {
    const folder = lockedBy({ ...own, mark: null })
    expect(refusalOf(folder)).toBe(
      `${folder}: expected a run that no other process works on, found process ${process.pid}, since ${own['startedAt']}; wait for its end, or end it; if it has ended, remove ${pathIn(folder)}`,
    )
  })

  it('of a process without a mark is taken over if the machine has started since', () => {
    const folder = lockedBy({ ...own, mark: null, startedAt: '1970-01-01T00:00:00.000Z' })
    FolderLock.take(folder).check()
  })

  it('of a process that this one may not signal is not taken over', () => {
    const folder = lockedBy(ended)
    vi.spyOn(process, 'kill').mockImplementation(failing('EPERM'))
    expect(refusalOf(folder)).toContain(`found process ${noProcess}, since `)
  })

  it('of a process is taken over once that has ended, also before its parent has asked for it', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
    const exit = once(child, 'exit')
    const pid = child.pid!
    const folder = lockedBy({ ...own, pid, mark: processOf(pid).mark })
    expect(processOf(process.pid).mark).toBe(own['mark'])
    expect(isHeld(folder)).toBe(true)
    expect(refusalOf(folder)).toContain(`found process ${pid}, since `)
    process.kill(pid, 'SIGKILL')
    // As long as this waits, Node.js cannot ask for it.
    while (processOf(pid).state !== 'Z') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    expect(isHeld(folder)).toBe(false)
    FolderLock.take(folder).check()
    await exit
  })

  it('of another machine stays, and the message says how to remove it', () => {
    const folder = lockedBy({ ...ended, host: 'elsewhere', startedAt: '2030-01-02T03:04:05.678Z' })
    const text = textIn(folder)
    expect(refusalOf(folder)).toBe(
      `${folder}: expected a run that no other process works on, found process ${noProcess}, since 2030-01-02T03:04:05.678Z, on the machine elsewhere; if it has ended, remove ${pathIn(folder)}`,
    )
    expect(textIn(folder)).toBe(text)
  })

  it('of another container stays, since nothing is known of its processes here', () => {
    const folder = lockedBy({ ...ended, space: 'pid:[1]', startedAt: '2030-01-02T03:04:05.678Z' })
    const text = textIn(folder)
    expect(refusalOf(folder)).toBe(
      `${folder}: expected a run that no other process works on, found process ${noProcess}, since 2030-01-02T03:04:05.678Z, in another container; if it has ended, remove ${pathIn(folder)}`,
    )
    expect(textIn(folder)).toBe(text)
  })

  it.each([
    ['nothing', ''],
    ['half of what it should', JSON.stringify(own).slice(0, 40)],
    ['no name of a machine', { ...own, host: undefined }],
    ['no number of a process', { ...own, pid: 0 }],
    ['a list', []],
  ])('that says %s stays, and the message says how to remove it', (_, holder) => {
    const folder = lockedBy(holder)
    const text = textIn(folder)
    expect(refusalOf(folder)).toBe(
      `${folder}: expected a run that no other process works on, found a lock that cannot be read; if no process works on the run, remove ${pathIn(folder)}`,
    )
    expect(textIn(folder)).toBe(text)
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  it('goes back to another process that has taken the folder over at the same time', () => {
    const folder = lockedBy(ended)
    const faster = JSON.stringify({ ...own, mark: 'a faster one' })
    disk.rename = (from, to) => {
      writeFileSync(pathIn(folder), faster)
      real.rename(from, to)
    }
    expect(refusalOf(folder)).toBe(
      `${folder}: expected a run that no other process works on, found one that is just taken`,
    )
    expect(textIn(folder)).toBe(faster)
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  it('is taken if another process has removed the old one first', () => {
    const folder = lockedBy(ended)
    disk.rename = (from, to) => {
      rmSync(from)
      real.rename(from, to)
    }
    FolderLock.take(folder).check()
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  it('that the system does not let be removed is refused with its reason', () => {
    const folder = lockedBy(ended)
    disk.rename = failing('EACCES')
    expect(refusalOf(folder)).toBe(
      `${pathIn(folder)}: expected a lock that can be removed, found no permission`,
    )
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  it('is taken with all that others have left while they took it', () => {
    const folder = fresh()
    for (const name of ['lock.12', 'lock.34.old', 'lock.txt', 'run.json'])
      writeFileSync(join(folder, name), '')
    FolderLock.take(folder)
    expect(readdirSync(folder).sort()).toEqual(['lock', 'lock.txt', 'run.json'])
  })

  it('is on the medium before it has its name', () => {
    const folder = fresh()
    const calls: string[] = []
    disk.sync = (file) => {
      calls.push('sync')
      real.sync(file)
    }
    disk.link = (path, name) => {
      calls.push('link')
      real.link(path, name)
    }
    FolderLock.take(folder)
    expect(calls).toEqual(['sync', 'link'])
  })

  it.each([['open'], ['write'], ['sync'], ['link']] as const)(
    'leaves nothing behind if the disk refuses it at %s',
    (call) => {
      const folder = fresh()
      disk[call] = failing('ENOSPC')
      expect(() => FolderLock.take(folder)).toThrow('ENOSPC')
      expect(readdirSync(folder)).toEqual([])
    },
  )

  it.each(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'])('works where links are refused with %s', (code) => {
    disk.link = failing(code)
    const folder = fresh()
    const lock = FolderLock.take(folder)
    lock.check()
    expect(readdirSync(folder)).toEqual(['lock'])
    expect(refusalOf(folder)).toContain(`found process ${process.pid}, since `)
    lock.release()
    expect(readdirSync(folder)).toEqual([])
    writeFileSync(pathIn(folder), JSON.stringify(ended))
    FolderLock.take(folder).check()
    expect(readdirSync(folder)).toEqual(['lock'])
  })
})

describe('a lock that is held', () => {
  it.each<[string, (path: string) => void]>([
    ['was removed', (path) => rmSync(path)],
    ['is that of another process', (path) => writeFileSync(path, JSON.stringify(ended))],
    ['was emptied', (path) => writeFileSync(path, '')],
  ])('is lost once it %s, and is not removed then', (_, change) => {
    const folder = fresh()
    const lock = FolderLock.take(folder)
    change(pathIn(folder))
    const found = existsSync(pathIn(folder)) ? textIn(folder) : null
    expect(lock.lost).toBe(false)
    const check = (): void => lock.check()
    expect(check).toThrow(
      new EvolveError(
        'run',
        `${pathIn(folder)}: another process works on this folder now, or its lock was removed; this one ends, so that the two do not mix their results`,
      ),
    )
    expect(check).toThrow(expect.objectContaining({ code: 'run' }))
    expect(lock.lost).toBe(true)
    lock.release()
    expect(existsSync(pathIn(folder)) ? textIn(folder) : null).toBe(found)
  })

  it('does not count as lost while the disk does not say whose it is', () => {
    const folder = fresh()
    const lock = FolderLock.take(folder)
    disk.read = failing('EIO')
    lock.check()
    expect(lock.lost).toBe(false)
    lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is not removed by one that has lost it and does not know', () => {
    const folder = fresh()
    const lock = FolderLock.take(folder)
    writeFileSync(pathIn(folder), JSON.stringify(ended))
    lock.release()
    expect(JSON.parse(textIn(folder))).toEqual(ended)
  })

  it('stays lost once it was, whatever the file says then', () => {
    const folder = fresh()
    const lock = FolderLock.take(folder)
    const text = textIn(folder)
    rmSync(pathIn(folder))
    expect(() => lock.check()).toThrow(EvolveError)
    writeFileSync(pathIn(folder), text)
    expect(() => lock.check()).toThrow(EvolveError)
    lock.release()
    expect(textIn(folder)).toBe(text)
  })
})

describe('a folder is held', () => {
  it.each<[string, boolean, unknown]>([
    ['by this process', true, own],
    ['by a process that does not say when it started', true, { ...own, mark: null }],
    ['by a process of another machine, ended or not', true, { ...ended, host: 'elsewhere' }],
    ['by a process of another container, ended or not', true, { ...ended, space: 'pid:[1]' }],
    [
      'not by a process of before the machine started',
      false,
      { ...own, mark: null, startedAt: '1970-01-01' },
    ],
    ['not by a process that has ended', false, ended],
    ['not by an earlier process of the same number', false, { ...own, mark: 'an earlier one' }],
  ])('%s', (_, held, holder) => {
    expect(isHeld(lockedBy(holder))).toBe(held)
  })

  it('from taking its lock to releasing it', () => {
    const folder = fresh()
    expect(isHeld(folder)).toBe(false)
    const lock = FolderLock.take(folder)
    expect(isHeld(folder)).toBe(true)
    lock.release()
    expect(isHeld(folder)).toBe(false)
  })
})

describe('the lock of a thread that has ended', () => {
  it('is removed if it is of this process', () => {
    const folder = fresh()
    FolderLock.take(folder)
    releaseOwn(folder)
    expect(readdirSync(folder)).toEqual([])
    releaseOwn(folder)
  })

  it.each([
    ['of another process', ended],
    ['of an earlier process of the same number', { ...own, mark: 'an earlier one' }],
    ['that says nothing', ''],
  ])('stays if it is one %s', (_, holder) => {
    const folder = lockedBy(holder)
    const text = textIn(folder)
    releaseOwn(folder)
    expect(textIn(folder)).toBe(text)
  })
})

describe('the name of a file', () => {
  it.each([
    ['lock', true],
    ['lock.123', true],
    ['lock.123.old', true],
    ['lock.', false],
    ['lock.old', false],
    ['lock.123.old.part', false],
    ['lock.a', false],
    ['block.123', false],
    ['locks', false],
    ['Lock', false],
    ['run.json', false],
  ])('%s is that of a lock: %s', (name, expected) => {
    expect(isLock(name)).toBe(expected)
  })

  it('of a lock is nothing else: a folder of that name is refused by the system', () => {
    const folder = fresh()
    mkdirSync(pathIn(folder))
    expect(() => FolderLock.take(folder)).toThrow('EISDIR')
  })
})
