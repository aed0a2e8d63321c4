import type { BuiltRun } from '../config/build.ts'
import { isVerdict } from '../evaluation/verdicts.ts'
import { refusedBy } from '../files/attempt.ts'
import { isFull, refusal } from '../files/refusal.ts'
import type { Champion, FailedIndividual, GenerationEvent } from '../run/events.ts'
import { MetricsLines, type MetricsLinesState } from '../run/folder/metrics-lines.ts'
import { type RunEnd, type RunRecord, type RunTimes, runRecord } from '../run/folder/record.ts'
import type { FolderState, RunFolder } from '../run/folder/run-folder.ts'
import { championFile, championName } from './champion-file.ts'
import { type ChampionRecorder, type ChampionRecorderState, snapshotsName } from './champion-recorder.ts'
import { hashesOf, keptTexts } from './kept-files.ts'
import { reserveBytes } from './reserve-bytes.ts'
import { resolvedConfig } from './resolved-config.ts'
import { configHash } from './resume-checks.ts'
import { configName } from './run-config.ts'

/** After the first one, the champion is written to disk at most this often during a training. */
const championEveryMs = 5000

/** The state of a journal between two generations: plain data. */
export interface JournalState {
  /** The champion in `champion.json`; its generation is null while there is none. */
  readonly written: { readonly generation: number | null; readonly atMs: number }
  readonly failures: number
  readonly latest: GenerationEvent | null
  readonly lines: MetricsLinesState
  readonly folder: FolderState
  readonly champions: ChampionRecorderState | null
}

/** A run that goes on from an earlier process. */
export interface ResumedRun {
  readonly times: RunTimes
  /** Generations and epochs that are done; 0 to begin anew. */
  readonly generation: number
  /** Null to begin anew. */
  readonly state: JournalState | null
  /** What has changed since, in words. With any change, verdicts on individuals no longer hold. */
  readonly forced: readonly string[]
}

type NamedFile = readonly [name: string, value: unknown]

/** Writes the folder of a run. It follows a training and never influences it. */
export class Journal {
  private readonly run: BuiltRun
  private readonly folder: RunFolder
  private readonly warn: (line: string) => void
  private readonly champions: ChampionRecorder | null
  private readonly lines: MetricsLines
  private times: RunTimes = { startedAt: new Date().toISOString(), resumedAt: [] }
  private written: JournalState['written'] = { generation: null, atMs: 0 }
  private failures = 0
  private latest: GenerationEvent | null = null
  private begun = false
  private configHash = ''
  private forced: readonly string[] = []
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
    // The record comes last: with it, there is a run.
    const kept = keptTexts(this.run, this.warn)
    this.write((config, record) => [...kept, config, record])
  }

  private write(inOrder: (config: NamedFile, record: NamedFile) => readonly NamedFile[]): void {
    const config = resolvedConfig(this.run, this.folder.path)
    this.configHash = configHash(config)
    const record = this.recordOf(null)
    this.folder.begin(inOrder([configName, config], ['run.json', record]), reserveBytes(this.run, record))
    this.begun = true
    this.run.verdicts.onNew = (verdicts) => this.attempt(() => this.folder.addVerdicts(verdicts))
  }

  /**
   * Goes on from an earlier process: removes what was written after the state, and takes over the verdicts of that time.
   * @throws EvolveError if writing fails
   */
  resume({ times, generation, state, forced }: ResumedRun): void {
    this.times = times
    this.forced = forced
    // The record comes first: a run that has ended goes on from now on.
    this.write((config, record) => [record, config])
    this.restore(state, generation, forced.length === 0)
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
    // Verdicts are written already.
    const others = failed.filter((failure) => !isVerdict(failure))
    this.attempt(() => this.folder.append(lines, others, event.timing.elapsedMs))
    this.champions?.generation(event, best)
  }

  /**
   * Writes the results of a run.
   * @returns what the disk refused of the rest, in words; null if all is written
   * @throws EvolveError if the champion or the record cannot be written
   */
  end(end: RunEnd): string | null {
    const { champion } = end.outcome
    return this.finish(champion, this.recordOf(end))
  }

  /**
   * Saves the results so far of a run that failed; nothing of one that could not begin.
   * @param best the champion so far
   */
  fail(error: unknown, best: Champion | null): void {
    if (!this.begun) return
    const { generation: generations = 0, evaluations = 0, timing } = this.latest ?? {}
    const record = this.recordOf({
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

  /**
   * Brings everything to the medium.
   * @throws EvolveError if the disk refuses lines; no line is lost
   */
  sync(): void {
    this.champions?.sync()
    this.folder.sync()
  }

  /** The state once `sync` has written everything. */
  snapshot(): JournalState {
    const { written, failures, latest, lines, folder, champions } = this
    const plain = structuredClone({ written, failures, latest })
    return {
      ...plain,
      lines: lines.snapshot(),
      folder: folder.snapshot(),
      champions: champions?.snapshot() ?? null,
    }
  }

  /**
   * Continues from a snapshot, and removes what was written after it.
   * @param generation that the snapshot was taken after
   * @param same whether verdicts after it hold
   */
  restore(state: JournalState | null, generation: number, same = true): void {
    const { folder, champions, run } = this
    if (state !== null) {
      const { written, failures, latest } = structuredClone(state)
      this.written = written
      this.failures = failures
      this.latest = latest
      this.lines.restore(state.lines)
    }
    const nothing = { metricsBytes: 0, metricsLost: 0 }
    const verdicts = folder.restore(state?.folder ?? nothing, generation, same)
    if (same) run.verdicts.replay(verdicts)
    champions?.restore(state?.champions ?? null)
  }

  /** The first champion is written at once, so that there is one whatever happens. */
  private isDue({ generation }: Champion, { elapsedMs }: GenerationEvent['timing']): boolean {
    const { written } = this
    if (written.generation === null) return true
    return generation !== written.generation && elapsedMs - written.atMs >= championEveryMs
  }

  /** The record comes last: a run that has ended has everything. Champion and record may use the room that is held. */
  private finish(best: Champion | null, record: RunRecord): string | null {
    let dear = best === null ? null : refusedBy(() => this.writeChampion(best))
    let cheap = refusedBy(() => this.endLines())
    if (dear === null && cheap === null) this.champions?.end(best)
    dear = refusedBy(() => this.folder.writeJson('run.json', record)) ?? dear
    this.folder.release()
    if (cheap !== null) cheap = refusedBy(() => this.folder.flush())
    if (dear !== null) throw dear
    const lacking = this.champions?.lacking ?? null
    const lacks = lacking === null ? this.folder.lacks : [...this.folder.lacks, `${snapshotsName} ends early`]
    if (lacks.length === 0) return null
    const why = cheap === null ? (lacking ?? this.why) : refusal((cheap as Error).cause)
    return `${this.folder.path}: champion.json and run.json are written; ${lacks.join(', ')}: ${why}`
  }

  private endLines(): void {
    this.folder.end(this.lines.end())
    this.folder.sync()
  }

  private recordOf(end: Parameters<typeof runRecord>[2]): RunRecord {
    const { identity } = this.run
    const hashes = { ...hashesOf(this.run), [configName]: this.configHash }
    const notes = [...identity.notes, ...this.forced]
    return runRecord({ ...identity, hashes, notes }, this.times, end)
  }

  private writeChampion({ genome }: Champion): void {
    this.folder.write(championName, championFile(this.run, genome))
  }

  /** Writing must not end the training: if it fails, this warns once. */
  private attempt(write: () => void): void {
    try {
      write()
    } catch (error) {
      if (this.folder.lost) throw error
      const { cause } = error as Error
      if (cause !== undefined) this.why ??= refusal(cause)
      if (isFull(cause)) this.champions?.stop(refusal(cause))
      if (!this.warned) this.warn(`${(error as Error).message}; training continues`)
      this.warned = true
    }
  }
}
