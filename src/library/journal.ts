import { relative, resolve, sep } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { listedContestants } from '../config/contestant-names.ts'
import { isFull, refusal } from '../files/refusal.ts'
import type { Champion, FailedIndividual, GenerationEvent } from '../run/events.ts'
import { MetricsLines, type MetricsLinesState } from '../run/folder/metrics-lines.ts'
import { type RunEnd, type RunRecord, runRecord } from '../run/folder/record.ts'
import type { FolderState, RunFolder } from '../run/folder/run-folder.ts'
import { taskKind } from '../tasks/index.ts'
import { championFile } from './champion-file.ts'
import { type ChampionRecorder, type ChampionRecorderState, snapshotsName } from './champion-recorder.ts'
import { reserveBytes } from './reserve-bytes.ts'

/** After the first one, the champion is written to disk at most this often during a training. */
const championEveryMs = 5000

/** The state of a journal between two generations: plain data. */
export interface JournalState {
  readonly startedAt: string
  /** The champion in `champion.json`; its generation is null while there is none. */
  readonly written: { readonly generation: number | null; readonly atMs: number }
  readonly failures: number
  readonly latest: GenerationEvent | null
  readonly lines: MetricsLinesState
  readonly folder: FolderState
  readonly champions: ChampionRecorderState | null
}

/** Writes the folder of a run. It follows a training and never influences it. */
export class Journal {
  private readonly run: BuiltRun
  private readonly folder: RunFolder
  private readonly warn: (line: string) => void
  private readonly champions: ChampionRecorder | null
  private readonly lines: MetricsLines
  private startedAt: string = new Date().toISOString()
  private written: JournalState['written'] = { generation: null, atMs: 0 }
  private failures = 0
  private latest: GenerationEvent | null = null
  private begun = false
  private warned = false
  /** What the disk said first when it refused something. */
  private why: string | null = null

  /**
   * @param warn called once if writing fails
   * @param champions keeps champions for a film; null if there is no film
   */
  constructor(
    run: BuiltRun,
    folder: RunFolder,
    warn: (line: string) => void,
    champions: ChampionRecorder | null,
  ) {
    this.run = run
    this.folder = folder
    this.warn = warn
    this.champions = champions
    this.lines = new MetricsLines(run.config.metrics.every)
  }

  /** @throws EvolveError if writing fails */
  begin(): void {
    const record = runRecord(this.run.identity, this.startedAt, null)
    const files = [
      ['config.json', configFrom(this.run, this.folder.path)],
      ['run.json', record],
    ] as const
    this.folder.begin(files, reserveBytes(this.run, record))
    this.begun = true
  }

  /**
   * @param best the champion after this generation
   * @param failed the individuals of it that have no fitness, as far as they are kept
   */
  generation(event: GenerationEvent, best: Champion | null, failed: readonly FailedIndividual[]): void {
    this.latest = event
    this.failures += event.failures
    if (best !== null && this.isDue(best, event.timing)) {
      this.written = { generation: best.generation, atMs: event.timing.elapsedMs }
      this.attempt(() => this.writeChampion(best))
    }
    const lines = this.lines.take(event, best?.generation ?? null)
    this.attempt(() => this.folder.append(lines, failed, event.timing.elapsedMs))
    this.champions?.generation(event, best)
  }

  /**
   * Writes the results of a run.
   * @returns what the disk refused of the rest, in words; null if all is written
   * @throws EvolveError if the champion or the record cannot be written
   */
  end(end: RunEnd): string | null {
    const { champion } = end.outcome
    return this.finish(champion, runRecord(this.run.identity, this.startedAt, end))
  }

  /**
   * Saves the results so far of a run that failed; nothing of one that could not begin.
   * @param best the champion so far
   */
  fail(error: unknown, best: Champion | null): void {
    if (!this.begun) return
    const { generation: generations = 0, evaluations = 0, timing } = this.latest ?? {}
    const record = runRecord(this.run.identity, this.startedAt, {
      error: error instanceof Error ? error.message : String(error),
      generations,
      evaluations,
      failures: this.failures,
      elapsedMs: timing?.elapsedMs ?? 0,
    })
    try {
      const lacks = this.finish(best, record)
      if (lacks !== null) this.warn(lacks)
    } catch (refused) {
      this.warn((refused as Error).message)
    }
  }

  /** Writes everything to disk and returns the state. */
  snapshot(): JournalState {
    const { startedAt, written, failures, latest, lines, folder, champions } = this
    const plain = structuredClone({ startedAt, written, failures, latest })
    return {
      ...plain,
      lines: lines.snapshot(),
      folder: folder.snapshot(),
      champions: champions?.snapshot() ?? null,
    }
  }

  /** Continues from a snapshot, and removes what was written after it. */
  restore(state: JournalState): void {
    const { startedAt, written, failures, latest } = structuredClone(state)
    this.begun = true
    this.startedAt = startedAt
    this.written = written
    this.failures = failures
    this.latest = latest
    this.lines.restore(state.lines)
    this.folder.restore(state.folder)
    if (state.champions !== null) this.champions?.restore(state.champions)
  }

  /** The first champion is written at once, so that there is one whatever happens. */
  private isDue({ generation }: Champion, { elapsedMs }: GenerationEvent['timing']): boolean {
    const { written } = this
    if (written.generation === null) return true
    return generation !== written.generation && elapsedMs - written.atMs >= championEveryMs
  }

  /** Writes what is small and dear before what is large and cheap. */
  private finish(best: Champion | null, record: RunRecord): string | null {
    let refused: unknown = null
    const attempt = (write: () => void): void => {
      try {
        write()
      } catch (error) {
        refused ??= error
      }
    }
    if (best !== null) attempt(() => this.writeChampion(best))
    attempt(() => this.folder.writeJson('run.json', record))
    const dear = refused
    this.folder.release()
    attempt(() => this.folder.end(this.lines.end()))
    if (refused === null) this.champions?.end(best)
    if (dear !== null) throw dear
    const lacking = this.champions?.lacking ?? null
    const lacks = [...this.folder.lacks, ...(lacking === null ? [] : [`${snapshotsName} ends early`])]
    if (lacks.length === 0) return null
    const why = refused === null ? (lacking ?? this.why) : refusal((refused as Error).cause)
    return `${this.folder.path}: champion.json and run.json are written; ${lacks.join(', ')}: ${why}`
  }

  private writeChampion({ genome }: Champion): void {
    this.folder.write('champion.json', championFile(this.run, genome))
  }

  /** Writing must not end the training: if it fails, this warns once. */
  private attempt(write: () => void): void {
    try {
      write()
    } catch (error) {
      const { cause } = error as Error
      if (cause !== undefined) this.why ??= refusal(cause)
      if (isFull(cause)) this.champions?.stop(refusal(cause))
      if (!this.warned) this.warn(`${(error as Error).message}; training continues`)
      this.warned = true
    }
  }
}

/** The resolved config for the run folder: its file paths are relative to that folder, and it has no `out`. */
function configFrom({ config: { out: _, ...config }, directory }: BuiltRun, folder: string): object {
  const fromThere = (file: string): string =>
    relative(resolve(folder), resolve(directory, file)).replaceAll(sep, '/')
  const { contestants, ...compare } = config.compare ?? {}
  return {
    ...config,
    task: taskKind(config.task).relocated(config.task, fromThere),
    ...(contestants && { compare: { ...compare, contestants: listedContestants(contestants) } }),
  }
}
