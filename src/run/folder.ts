import { closeSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { EvolveError, InputError } from '../errors.ts'
import type { FailedIndividual } from './events.ts'
import { failureLine } from './failure-record.ts'
import { GrowingFile } from './growing-file.ts'
import { makeFolder, removeFolders } from './make-folder.ts'
import type { MetricsLine } from './metrics-line.ts'
import { refusal } from './refusal.ts'
import { writeWhole } from './whole-file.ts'

/** Lines of metrics are written to disk at most this often. */
const flushEveryMs = 500

/** The generations that are kept, one per line. */
export const metricsName = 'metrics.jsonl'
/** The individuals without a fitness, one per line. */
export const failuresName = 'failures.jsonl'

/** The sizes of the files in a run folder at some point of the run. */
export interface FolderState {
  readonly metricsBytes: number
  readonly failuresBytes: number
}

/** The folder of one run. Its files are never partly written: each is written under another name and then moved. */
export class RunFolder {
  readonly path: string
  private readonly metrics: GrowingFile
  private readonly failures: GrowingFile
  private flushedAt = 0

  private constructor(path: string) {
    this.path = path
    this.metrics = new GrowingFile(join(path, metricsName))
    this.failures = new GrowingFile(join(path, failuresName))
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
   * Adds lines to the metrics, and individuals to the failures.
   * @param elapsedMs since the start of the run
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  append(lines: readonly MetricsLine[], failed: readonly FailedIndividual[], elapsedMs: number): void {
    for (const line of lines) this.metrics.add(line)
    for (const individual of failed) this.failures.add(failureLine(individual))
    if (elapsedMs - this.flushedAt < flushEveryMs) return
    this.flushedAt = elapsedMs
    this.flush()
  }

  /**
   * Adds the last lines to the metrics, and writes all lines to disk.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  end(lines: readonly MetricsLine[]): void {
    for (const line of lines) this.metrics.add(line)
    this.flush()
  }

  /** Writes all lines to disk and returns the sizes of the files. */
  snapshot(): FolderState {
    this.flush()
    return { metricsBytes: this.metrics.size, failuresBytes: this.failures.size }
  }

  /** Removes the lines that were written after a snapshot. */
  restore({ metricsBytes, failuresBytes }: FolderState): void {
    this.metrics.truncate(metricsBytes)
    this.failures.truncate(failuresBytes)
  }

  /**
   * Writes the lines of all generations to disk.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  flush(): void {
    this.metrics.flush()
    this.failures.flush()
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
  const run = ['run.json', metricsName, 'repeats.json'].some((name) => found.includes(name))
  return new InputError({
    file: path,
    expected: 'a new or empty folder',
    found: `a folder with ${run ? 'a run' : `other files, such as ${found[0]}`}`,
    hint: 'choose another one or remove it',
  })
}
