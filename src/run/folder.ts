import { closeSync, existsSync, openSync, readdirSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../errors.ts'
import type { GenerationEvent } from './events.ts'
import { makeFolder, removeFolders } from './make-folder.ts'
import { refusal } from './refusal.ts'
import { writeWhole } from './whole-file.ts'

/** Lines of metrics wait at most this long before they reach the disk. */
const flushEveryMs = 500

const metricsName = 'metrics.jsonl'

/** How far the files of a folder had grown at some moment. */
export interface FolderState {
  readonly metricsBytes: number
}

/** The folder of one run. Files in it are whole or absent: each is written beside its place and moved there. */
export class RunFolder {
  readonly path: string
  private readonly lines: string[] = []
  /** What the disk has not taken yet of the lines before those. */
  private pending: Buffer = Buffer.alloc(0)
  private flushedAt = 0

  private constructor(path: string) {
    this.path = path
  }

  /**
   * Takes a folder for a run: a new one, or one that is empty.
   * @param first the file that is made to take it
   * @throws InputError if it holds anything already or cannot be written to; then nothing is left behind
   */
  static claim(path: string, first: string = metricsName): RunFolder {
    const taken = take(path, first)
    if (taken !== null) throw occupied(path, taken)
    return new RunFolder(path)
  }

  /** Takes the first of `path`, `path-2`, `path-3`, … that is free. */
  static claimNext(path: string, first: string = metricsName): RunFolder {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? path : `${path}-${number}`
      if (take(candidate, first) === null) return new RunFolder(candidate)
    }
  }

  /** Writes a file whole. */
  write(name: string, content: string | Uint8Array): void {
    writeWhole(join(this.path, name), content)
  }

  writeJson(name: string, value: unknown): void {
    this.write(name, `${JSON.stringify(value, null, 2)}\n`)
  }

  /**
   * Adds a generation to the metrics. What the disk refuses is kept and tried again with the next one.
   * @throws the disk's error, nothing lost
   */
  append(event: GenerationEvent): void {
    this.lines.push(`${JSON.stringify(event)}\n`)
    if (event.timing.elapsedMs - this.flushedAt < flushEveryMs) return
    this.flushedAt = event.timing.elapsedMs
    this.flush()
  }

  /** How much of the metrics is written, once every generation is on the disk. */
  snapshot(): FolderState {
    this.flush()
    const path = join(this.path, metricsName)
    return { metricsBytes: existsSync(path) ? statSync(path).size : 0 }
  }

  /** Takes away the metrics that were written since a snapshot. */
  restore({ metricsBytes }: FolderState): void {
    this.lines.length = 0
    this.pending = Buffer.alloc(0)
    truncateSync(join(this.path, metricsName), metricsBytes)
  }

  /** Brings every generation to the disk. */
  flush(): void {
    this.pending = Buffer.concat([this.pending, Buffer.from(this.lines.splice(0).join(''))])
    if (this.pending.length === 0) return
    const file = openSync(join(this.path, metricsName), 'a')
    try {
      // What a full disk took of a line is not written twice.
      while (this.pending.length > 0) this.pending = this.pending.subarray(writeSync(file, this.pending))
    } finally {
      closeSync(file)
    }
  }
}

/**
 * Makes a folder one's own.
 * @returns null, or what lies in it if it is somebody else's
 * @throws InputError if it cannot be written to; then nothing is left behind
 */
function take(path: string, first: string): readonly string[] | null {
  let made: readonly string[] = []
  try {
    made = makeFolder(path)
    const found = readdirSync(path)
    if (found.length > 0) return found
    // Of two runs that come at the same moment, one makes this file.
    closeSync(openSync(join(path, first), 'wx'))
    return null
  } catch (cause) {
    removeFolders(made)
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return [first]
    const expected = 'a folder that can be written to'
    throw new InputError({ file: path, expected, found: refusal(cause) }, { cause })
  }
}

function occupied(path: string, found: readonly string[]): InputError {
  const run = ['run.json', 'metrics.jsonl', 'repeats.json'].some((name) => found.includes(name))
  return new InputError({
    file: path,
    expected: 'a new or empty folder',
    found: `a folder that holds ${run ? 'a run' : `files, ${found[0]} for one`}`,
    hint: 'name another one or remove it',
  })
}
