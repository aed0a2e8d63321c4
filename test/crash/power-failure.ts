import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Disk, disk } from '../../src/files/disk.ts'
import { Killed } from './faulty-disk.ts'

/** What is left of names that were not brought to the medium: a journal of the file system may have kept them. */
export type Names = 'lost' | 'kept'

const real: Disk = { ...disk }

/**
 * A disk on which nothing outlasts a power failure that was not brought to the medium: content by a sync of its file, names by
 * a sync of their folder.
 */
export class Medium {
  calls = 0
  private readonly folder: string
  private readonly failsAt: number
  private dead = false
  private next = 0
  /** By path: which content it leads to, now and on the medium. */
  private readonly now = new Map<string, number>()
  private readonly lasting = new Map<string, number>()
  /** By content: what of it is on the medium. */
  private readonly contents = new Map<number, Buffer>()
  private readonly open = new Map<number, string>()

  /**
   * @param folder that is watched
   * @param failsAt the call that does not happen, and none after it
   */
  constructor(folder: string, failsAt: number) {
    this.folder = folder
    this.failsAt = failsAt
    for (const path of filesBelow(folder)) {
      this.lasting.set(path, this.named(path))
      this.keep(path)
    }
    const { open, close, sync, rename, link, remove } = real
    const watched: Partial<Disk> = {
      open: (path, flags) => {
        const file = open(path, flags)
        this.open.set(file, path)
        if (flags !== 'r' && !this.now.has(path)) this.named(path)
        return file
      },
      close: (file) => {
        this.open.delete(file)
        close(file)
      },
      sync: (file) => {
        sync(file)
        const path = this.open.get(file)!
        if (statSync(path).isDirectory()) this.keepNames(path)
        else this.keep(path)
      },
      rename: (from, to) => {
        rename(from, to)
        this.now.set(to, this.now.get(from)!)
        this.now.delete(from)
      },
      link: (path, name) => {
        link(path, name)
        this.now.set(name, this.now.get(path)!)
      },
      remove: (path) => {
        remove(path)
        this.now.delete(path)
      },
    }
    for (const name of Object.keys(real) as (keyof Disk)[]) {
      const call = (watched[name] ?? real[name]) as (...args: readonly never[]) => unknown
      Object.assign(disk, {
        [name]: (...args: readonly never[]) => {
          this.calls++
          if (this.calls >= this.failsAt) this.dead = true
          if (!this.dead) return call(...args)
          if (name === 'close') call(...args)
          throw new Killed()
        },
      })
    }
  }

  /** Puts the real disk back. What did not last is gone, if the power failed. */
  end(names: Names): void {
    Object.assign(disk, real)
    if (!this.dead) return
    const left = names === 'kept' ? this.now : this.lasting
    for (const path of filesBelow(this.folder)) if (!left.has(path)) rmSync(path)
    for (const [path, content] of left) writeFileSync(path, this.contents.get(content) ?? '')
  }

  private named(path: string): number {
    const content = this.next++
    this.now.set(path, content)
    return content
  }

  private keep(path: string): void {
    this.contents.set(this.now.get(path)!, readFileSync(path))
  }

  private keepNames(folder: string): void {
    for (const path of [...this.lasting.keys()]) if (dirname(path) === folder) this.lasting.delete(path)
    for (const [path, content] of this.now) if (dirname(path) === folder) this.lasting.set(path, content)
  }
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
  } catch {
    return []
  }
}
