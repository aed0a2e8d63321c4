import { closeSync, existsSync, openSync, readdirSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { EvolveError, InputError } from '../errors.ts'
import type { GenerationEvent } from './events.ts'
import { makeFolder, removeFolders } from './make-folder.ts'
import { refusal } from './refusal.ts'
import { writeWhole } from './whole-file.ts'

/** Lines of metrics are written to disk at most this often. */
const flushEveryMs = 500

const metricsName = 'metrics.jsonl'

/** The sizes of the files in a run folder at some point of the run. */
export interface FolderState {
  readonly metricsBytes: number
}

/** The folder of one run. Its files are never partly written: each is written under another name and then moved. */
export class RunFolder {
  readonly path: string
  private readonly lines: string[] = []
  /** What is not on the disk yet of earlier lines. */
  private pending: Buffer = Buffer.alloc(0)
  private flushedAt = 0

  private constructor(path: string) {
    this.path = path
  }

  /**
   * Claims a new or empty folder for a run.
   * @param first the file that is created to claim it
   * @throws InputError if it is not empty or cannot be written to; then nothing is left behind
   */
  static claim(path: string, first: string = metricsName): RunFolder {
    const taken = take(path, first)
    if (taken !== null) throw occupied(path, taken)
    return new RunFolder(path)
  }

  /** Claims the first of `path`, `path-2`, `path-3`, … that is free. */
  static claimNext(path: string, first: string = metricsName): RunFolder {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? path : `${path}-${number}`
      if (take(candidate, first) === null) return new RunFolder(candidate)
    }
  }

  /**
   * Writes a whole file.
   * @throws EvolveError if the disk refuses it; then the file is as before
   */
  write(name: string, content: string | Uint8Array): void {
    attempt(join(this.path, name), (path) => writeWhole(path, content))
  }

  /** @throws EvolveError as `write` does */
  writeJson(name: string, value: unknown): void {
    this.write(name, `${JSON.stringify(value, null, 2)}\n`)
  }

  /**
   * Adds a generation to the metrics. If writing fails, the lines are kept and written with the next one.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  append(event: GenerationEvent): void {
    this.lines.push(`${JSON.stringify(event)}\n`)
    if (event.timing.elapsedMs - this.flushedAt < flushEveryMs) return
    this.flushedAt = event.timing.elapsedMs
    this.flush()
  }

  /** Writes all metrics to disk and returns their size. */
  snapshot(): FolderState {
    this.flush()
    const path = join(this.path, metricsName)
    return { metricsBytes: existsSync(path) ? statSync(path).size : 0 }
  }

  /** Removes the metrics that were written after a snapshot. */
  restore({ metricsBytes }: FolderState): void {
    this.lines.length = 0
    this.pending = Buffer.alloc(0)
    truncateSync(join(this.path, metricsName), metricsBytes)
  }

  /**
   * Writes the metrics of all generations to disk.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  flush(): void {
    this.pending = Buffer.concat([this.pending, Buffer.from(this.lines.splice(0).join(''))])
    if (this.pending.length > 0) attempt(join(this.path, metricsName), (path) => this.appendPending(path))
  }

  private appendPending(path: string): void {
    const file = openSync(path, 'a')
    try {
      // If the disk is full in the middle of a line, the written part is not written again.
      while (this.pending.length > 0) this.pending = this.pending.subarray(writeSync(file, this.pending))
    } finally {
      closeSync(file)
    }
  }
}

/** Says which file could not be written, and why. */
function attempt(path: string, write: (path: string) => void): void {
  try {
    write(path)
  } catch (cause) {
    throw new EvolveError('output', `${path}: could not be written: ${refusal(cause)}`, { cause })
  }
}

/**
 * Claims a folder.
 * @returns null, or the names of the files in it if it is not empty
 * @throws InputError if it cannot be written to; then nothing is left behind
 */
function take(path: string, first: string): readonly string[] | null {
  let made: readonly string[] = []
  try {
    made = makeFolder(path)
    const found = readdirSync(path)
    if (found.length > 0) return found
    // If two runs arrive at the same time, only one can create this file.
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
    found: `a folder with ${run ? 'a run' : `other files, such as ${found[0]}`}`,
    hint: 'choose another one or remove it',
  })
}
