import { join } from 'node:path'
import { EvolveError, InputError } from '../../errors.ts'
import { disk } from '../../files/disk.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { refusal } from '../../files/refusal.ts'
import { partOf, remove, writeWhole } from '../../files/whole-file.ts'
import { type Checkpoint, DamagedCheckpoint, encodeCheckpoint, readCheckpoint } from './checkpoint-codec.ts'

/** The folder of a run's checkpoints, in the run folder. */
const checkpointsName = 'checkpoints'

/** `0000012345.checkpoint`: the generation, so that the order of names is that of time. */
const pattern = /^\d{10}\.checkpoint$/
const digits = 10

/** A checkpoint that can be used, and those that had to be passed over. */
export interface FoundCheckpoint {
  /** Null if there is none. */
  readonly checkpoint: Checkpoint | null
  /** The newer ones, the newest first, each with what is wrong with it. */
  readonly damaged: readonly { readonly path: string; readonly why: string }[]
}

/** The newest checkpoints of a run. One is whole or absent, whatever happens while it is written. */
export class Checkpoints {
  private readonly folder: string
  private readonly keep: number

  /**
   * @param run the run folder
   * @param keep how many are kept, at least 1
   */
  constructor(run: string, keep: number) {
    this.folder = join(run, checkpointsName)
    this.keep = keep
  }

  /**
   * Writes a checkpoint, and removes the oldest if there are too many.
   * @returns its path
   * @throws the system's error; then the others are as before
   */
  save(checkpoint: Checkpoint): string {
    makeFolder(this.folder)
    const path = this.of(checkpoint.generation)
    writeWhole(path, encodeCheckpoint(checkpoint))
    for (const old of this.names().slice(this.keep)) remove(join(this.folder, old))
    return path
  }

  /**
   * The newest checkpoint that is whole.
   * @param usable tries to use one. What it throws as a DamagedCheckpoint passes on to the one before.
   * @throws InputError for a newest one that cannot be read, or that another version wrote
   */
  newest(usable: (checkpoint: Checkpoint, path: string) => void): FoundCheckpoint {
    const damaged: { path: string; why: string }[] = []
    for (const name of this.names()) {
      const path = join(this.folder, name)
      try {
        const checkpoint = readCheckpoint(path)
        usable(checkpoint, path)
        return { checkpoint, damaged }
      } catch (error) {
        if (!(error instanceof DamagedCheckpoint)) throw error
        damaged.push({ path, why: error.message })
      }
    }
    return { checkpoint: null, damaged }
  }

  /**
   * Puts damaged checkpoints aside, and removes what a crash has left half written.
   * @throws EvolveError if the disk refuses it
   */
  clean(damaged: FoundCheckpoint['damaged']): void {
    for (const { path } of damaged) {
      try {
        disk.rename(path, `${path}.damaged`)
      } catch (cause) {
        throw new EvolveError('output', `${path}: could not be put aside: ${refusal(cause)}`, { cause })
      }
    }
    for (const name of this.list()) if (name.endsWith(partOf(''))) remove(join(this.folder, name))
  }

  private of(generation: number): string {
    return join(this.folder, `${String(generation).padStart(digits, '0')}.checkpoint`)
  }

  /** The newest first. */
  private names(): string[] {
    return this.list()
      .filter((name) => pattern.test(name))
      .toSorted()
      .toReversed()
  }

  private list(): string[] {
    try {
      return disk.list(this.folder)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      const expected = 'a folder that can be read'
      throw new InputError({ file: this.folder, expected, found: refusal(error) }, { cause: error })
    }
  }
}
