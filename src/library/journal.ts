import { relative, resolve, sep } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import type { Config } from '../config/schema.ts'
import { EvolveError } from '../errors.ts'
import { parametersOf } from '../model/genome.ts'
import { writeModel } from '../model/model-file.ts'
import type { Champion, GenerationEvent } from '../run/events.ts'
import type { FolderState, RunFolder } from '../run/folder.ts'
import { type RunEnd, runRecord } from '../run/record.ts'
import { taskKind } from '../tasks/index.ts'
import type { ChampionRecorder, ChampionRecorderState } from './champion-recorder.ts'

/** The champion reaches the disk at most this often while training goes on. */
const championEveryMs = 5000

/** What a journal remembers between two generations: plain data. */
export interface JournalState {
  readonly startedAt: string
  /** The champion that `champion.json` holds. */
  readonly written: { readonly generation: number; readonly atMs: number }
  readonly failures: number
  readonly latest: GenerationEvent | null
  readonly folder: FolderState
  readonly champions: ChampionRecorderState | null
}

/** What a run writes to its folder, and when. It follows a training and never steers it. */
export class Journal {
  private readonly run: BuiltRun
  private readonly folder: RunFolder
  private readonly warn: (line: string) => void
  private readonly champions: ChampionRecorder | null
  private startedAt: string = new Date().toISOString()
  private written: JournalState['written'] = { generation: 0, atMs: 0 }
  private failures = 0
  private latest: GenerationEvent | null = null
  private warned = false

  /**
   * @param warn told, once, that the disk refused something
   * @param champions what keeps champions for a film; null where none is wanted
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
  }

  begin(): void {
    this.folder.writeJson('config.json', configFrom(this.run, this.folder.path))
    this.folder.writeJson('run.json', runRecord(this.run.identity, this.startedAt, null))
  }

  /** @param best the champion after this generation */
  generation(event: GenerationEvent, best: Champion | null): void {
    this.latest = event
    this.failures += event.failures
    this.champions?.generation(event, best)
    this.attempt(() => {
      this.folder.append(event)
      const { elapsedMs } = event.timing
      if (best === null || best.generation === this.written.generation) return
      if (elapsedMs - this.written.atMs < championEveryMs) return
      this.written = { generation: best.generation, atMs: elapsedMs }
      this.writeChampion(best)
    })
  }

  /**
   * Writes all that a run came to.
   * @throws EvolveError where the disk refuses it
   */
  end(end: RunEnd): void {
    const { champion } = end.outcome
    this.champions?.end(champion)
    try {
      this.writeChampion(champion)
      this.folder.flush()
      this.folder.writeJson('run.json', runRecord(this.run.identity, this.startedAt, end))
    } catch (cause) {
      const message = `${this.folder.path}: could not be written: ${(cause as Error).message}`
      throw new EvolveError('output', message, { cause })
    }
  }

  /**
   * Saves what there is of a run that failed.
   * @param best the champion so far
   */
  fail(error: unknown, best: Champion | null): void {
    this.champions?.end(best)
    this.attempt(() => {
      if (best !== null) this.writeChampion(best)
      this.folder.flush()
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

  /** What it remembers, once all before is on the disk. */
  snapshot(): JournalState {
    const { startedAt, written, failures, latest, folder, champions } = this
    const plain = structuredClone({ startedAt, written, failures, latest })
    return { ...plain, folder: folder.snapshot(), champions: champions?.snapshot() ?? null }
  }

  /** Goes on from a snapshot, and takes away what the folder has gained since. */
  restore(state: JournalState): void {
    const { startedAt, written, failures, latest } = structuredClone(state)
    this.startedAt = startedAt
    this.written = written
    this.failures = failures
    this.latest = latest
    this.folder.restore(state.folder)
    if (state.champions !== null) this.champions?.restore(state.champions)
  }

  private writeChampion({ genome }: Champion): void {
    const { topology, signature } = this.run
    this.folder.write('champion.json', writeModel({ topology, signature, parameters: parametersOf(genome) }))
  }

  /** What the disk refuses must not end the training; it is said once. */
  private attempt(write: () => void): void {
    try {
      write()
    } catch (error) {
      if (!this.warned) this.warn(`${this.folder.path}: ${(error as Error).message}; training goes on`)
      this.warned = true
    }
  }
}

/** The config as it was resolved, to be read where it is written: with the paths of its files from there, and no folder of its own. */
function configFrom({ config: { out: _, ...config }, directory }: BuiltRun, folder: string): Config {
  const fromThere = (file: string): string =>
    relative(resolve(folder), resolve(directory, file)).replaceAll(sep, '/')
  return { ...config, task: taskKind(config.task).relocated(config.task, fromThere) }
}
