import { relative, resolve, sep } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { listedContestants } from '../config/contestant-names.ts'
import type { Champion, FailedIndividual, GenerationEvent } from '../run/events.ts'
import type { FolderState, RunFolder } from '../run/folder.ts'
import { MetricsLines, type MetricsLinesState } from '../run/metrics-lines.ts'
import { type RunEnd, runRecord } from '../run/record.ts'
import { taskKind } from '../tasks/index.ts'
import { championFile } from './champion-file.ts'
import type { ChampionRecorder, ChampionRecorderState } from './champion-recorder.ts'

/** The champion is written to disk at most this often during a training. */
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
  private warned = false

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
    this.folder.writeJson('config.json', configFrom(this.run, this.folder.path))
    this.folder.writeJson('run.json', runRecord(this.run.identity, this.startedAt, null))
  }

  /**
   * @param best the champion after this generation
   * @param failed the individuals of it that have no fitness, as far as they are kept
   */
  generation(event: GenerationEvent, best: Champion | null, failed: readonly FailedIndividual[]): void {
    this.latest = event
    this.failures += event.failures
    this.champions?.generation(event, best)
    const lines = this.lines.take(event, best?.generation ?? null)
    this.attempt(() => {
      const { elapsedMs } = event.timing
      this.folder.append(lines, failed, elapsedMs)
      if (best === null || best.generation === this.written.generation) return
      if (elapsedMs - this.written.atMs < championEveryMs) return
      this.written = { generation: best.generation, atMs: elapsedMs }
      this.writeChampion(best)
    })
  }

  /**
   * Writes the results of a run.
   * @throws EvolveError if writing fails
   */
  end(end: RunEnd): void {
    const { champion } = end.outcome
    this.champions?.end(champion)
    this.writeChampion(champion)
    this.folder.end(this.lines.end())
    this.folder.writeJson('run.json', runRecord(this.run.identity, this.startedAt, end))
  }

  /**
   * Saves the results so far of a run that failed.
   * @param best the champion so far
   */
  fail(error: unknown, best: Champion | null): void {
    this.champions?.end(best)
    this.attempt(() => {
      if (best !== null) this.writeChampion(best)
      this.folder.end(this.lines.end())
      const { generation: generations = 0, evaluations = 0, timing } = this.latest ?? {}
      const record = runRecord(this.run.identity, this.startedAt, {
        error: error instanceof Error ? error.message : String(error),
        generations,
        evaluations,
        failures: this.failures,
        elapsedMs: timing?.elapsedMs ?? 0,
      })
      this.folder.writeJson('run.json', record)
    })
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
    this.startedAt = startedAt
    this.written = written
    this.failures = failures
    this.latest = latest
    this.lines.restore(state.lines)
    this.folder.restore(state.folder)
    if (state.champions !== null) this.champions?.restore(state.champions)
  }

  private writeChampion({ genome }: Champion): void {
    this.folder.write('champion.json', championFile(this.run, genome))
  }

  /** Writing must not end the training: if it fails, this warns once. */
  private attempt(write: () => void): void {
    try {
      write()
    } catch (error) {
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
