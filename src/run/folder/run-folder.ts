import { join } from 'node:path'
import type { Verdict } from '../../evaluation/verdicts.ts'
import { attempt } from '../../files/attempt.ts'
import { GrowingFile } from '../../files/growing-file.ts'
import { removeFolders } from '../../files/make-folder.ts'
import { isFull } from '../../files/refusal.ts'
import { Reserve, reserveName } from '../../files/reserve.ts'
import { remove, writeWhole } from '../../files/whole-file.ts'
import type { FailedIndividual } from '../events.ts'
import { occupied, take, withoutRoom } from './claim-folder.ts'
import { FailuresFile, failuresName } from './failures-file.ts'
import { removeLeftByCrashes } from './left-by-crashes.ts'
import { FolderLock, lockName } from './lock.ts'
import type { MetricsLine } from './metrics-line.ts'
import { wholeMetrics } from './read-metrics.ts'

const flushEveryMs = 500

/** The generations that are kept, one per line. */
export const metricsName = 'metrics.jsonl'

/** How far the files of a run folder have grown at some point of the run. */
export interface FolderState {
  readonly metricsBytes: number
  /** Lines of metrics that a full disk has cost. */
  readonly metricsLost: number
}

interface OpenedFolder {
  readonly path: string
  /** The file that was made to claim it; null if it is that of an earlier process. */
  readonly first: string | null
  /** The folders that were made for it. */
  readonly made: readonly string[]
  readonly lock: FolderLock
  readonly taken?: string | null
}

/** The folder of one run. Its files are never partly written: each is written under another name and then moved. */
export class RunFolder {
  readonly path: string
  /** The folder that was taken, so that this is the next one; null if it is the one that was asked for. */
  readonly taken: string | null
  private readonly metrics: GrowingFile
  private readonly failures: FailuresFile
  private readonly first: string | null
  private readonly made: readonly string[]
  private reserve: Reserve | null = null
  private lock: FolderLock | null
  private flushedAt = 0

  private constructor({ path, first, made, lock, taken = null }: OpenedFolder) {
    this.path = path
    this.taken = taken
    this.first = first
    this.made = made
    this.lock = lock
    this.metrics = new GrowingFile(join(path, metricsName))
    this.failures = new FailuresFile(path)
  }

  /**
   * Claims a new or empty folder for a run.
   * @param first the file that is created to claim it
   * @throws InputError if it is not empty or cannot be written to; then nothing is left behind
   */
  static claim(path: string, first: string = metricsName): RunFolder {
    const { found, made, lock } = take(path, first)
    if (lock === null) throw occupied(path, found)
    return new RunFolder({ path, first, made, lock })
  }

  /** Claims the first of `path`, `path-2`, `path-3`, … that is free. */
  static claimNext(path: string, first: string = metricsName): RunFolder {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? path : `${path}-${number}`
      const { made, lock } = take(candidate, first)
      if (lock !== null)
        return new RunFolder({ path: candidate, first, made, lock, taken: number === 1 ? null : path })
    }
  }

  /**
   * Opens the folder of a run that is to go on.
   * @throws InputError if another process works on it
   */
  static reopen(path: string): RunFolder {
    const lock = attempt(join(path, lockName), () => FolderLock.take(path))
    removeLeftByCrashes(path)
    return new RunFolder({ path, first: null, made: [], lock })
  }

  /**
   * Writes the first files, holds room for the last ones.
   * @param files each with its content: a text as it is, anything else as JSON
   * @param reserveBytes room that is held until `release`
   * @throws EvolveError if the disk refuses; then a folder that was claimed is as it was before
   */
  begin(files: readonly (readonly [name: string, value: unknown])[], reserveBytes = 0): void {
    const path = join(this.path, reserveName)
    const reserve = new Reserve(path, reserveBytes)
    try {
      for (const [name, value] of files) {
        if (typeof value === 'string') this.write(name, value)
        else this.writeJson(name, value)
      }
      if (reserveBytes > 0) attempt(path, () => reserve.hold())
    } catch (error) {
      this.unlock()
      if (this.first === null) throw error
      for (const name of [this.first, ...files.map(([file]) => file)]) remove(join(this.path, name))
      removeFolders(this.made)
      throw isFull((error as Error).cause) ? withoutRoom(this.path, reserveBytes, error) : error
    }
    this.reserve = reserve
  }

  /** Gives the room back that was held. */
  release(): void {
    this.reserve?.release()
    this.reserve = null
  }

  /** Lets other processes work on the folder. */
  unlock(): void {
    this.lock?.release()
    this.lock = null
  }

  /** @throws EvolveError if another process has taken the folder over */
  checkLock(): void {
    this.lock?.check()
  }

  /** Whether another process has taken the folder over. */
  get lost(): boolean {
    return this.lock?.lost === true
  }

  /**
   * Writes a whole file, if need be with the room that is held.
   * @throws EvolveError if the disk refuses it; then the file is as before
   */
  write(name: string, content: string | Uint8Array): void {
    const path = join(this.path, name)
    attempt(path, () => {
      const write = (): void => writeWhole(path, content)
      if (this.reserve === null) write()
      else this.reserve.spend(write)
    })
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
    this.failures.add(failed)
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

  /**
   * Adds what the clock or the machine has decided to the failures, and brings it to the medium.
   * @throws EvolveError if the disk refuses it; no line is lost
   */
  addVerdicts(verdicts: Parameters<FailuresFile['addVerdicts']>[0]): void {
    this.failures.addVerdicts(verdicts)
  }

  /** The state once `sync` has written all lines. */
  snapshot(): FolderState {
    return { metricsBytes: this.metrics.wholeSize, metricsLost: this.metrics.dropped }
  }

  /**
   * Brings all lines to the medium.
   * @throws EvolveError if the disk refuses them; no line is lost
   */
  sync(): void {
    this.metrics.sync()
    this.failures.sync()
  }

  /** Whether the metrics are those that a snapshot counts on. */
  holds({ metricsBytes }: FolderState): boolean {
    return attempt(join(this.path, metricsName), () => this.metrics.endsAt(metricsBytes))
  }

  /** Leaves out what is no line of the metrics, and what comes after a generation. @returns the state after that */
  mend(generation: number): FolderState {
    const path = join(this.path, metricsName)
    const lines = [...wholeMetrics(path, generation)].map((line) => Buffer.from(`${line}\n`))
    attempt(path, () => writeWhole(path, lines))
    this.metrics.forget()
    return { metricsBytes: lines.reduce((sum, { length }) => sum + length, 0), metricsLost: 0 }
  }

  /**
   * Removes what was written after a snapshot.
   * @param generation that the snapshot was taken after
   * @param same whether the verdicts after it hold, and stay
   * @returns these verdicts
   * @throws EvolveError if the disk refuses it
   */
  restore({ metricsBytes, metricsLost }: FolderState, generation: number, same = true): readonly Verdict[] {
    attempt(join(this.path, metricsName), () => this.metrics.truncate(metricsBytes, metricsLost))
    return attempt(join(this.path, failuresName), () => this.failures.cut(generation, same))
  }

  /**
   * Writes the lines of all generations to disk.
   * @throws EvolveError if the disk refuses them, or if another process has taken the folder over; no line is lost
   */
  flush(): void {
    this.checkLock()
    this.metrics.flush()
    this.failures.flush()
  }

  /** What the files lack that the disk has refused: a phrase for each of them. */
  get lacks(): string[] {
    const files = [
      [metricsName, this.metrics.missing],
      [failuresName, this.failures.missing],
    ] as const
    return files.flatMap(([name, lines]) =>
      lines === 0 ? [] : [`${name} lacks ${lines} ${lines === 1 ? 'line' : 'lines'}`],
    )
  }
}
