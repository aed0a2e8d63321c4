import type { BuiltRun } from '../config/build.ts'
import { EvolveError } from '../errors.ts'
import type { Checkpoint } from '../run/checkpoint/checkpoint-codec.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { RunEnd } from '../run/folder/record.ts'
import type { RunFolder } from '../run/folder/run-folder.ts'
import { ChampionRecorder, keepsChampions } from './champion-recorder.ts'
import { Checkpointer } from './checkpointer.ts'
import { Journal, type ResumedRun } from './journal.ts'
import type { TrainingContext } from './training-context.ts'

/** Everything that a training writes: the files of its folder, and its checkpoints. */
export class RunWriter {
  private readonly built: BuiltRun
  private readonly folder: RunFolder
  private readonly context: TrainingContext
  private readonly journal: Journal
  private checkpointer: Checkpointer | null = null
  /** The state after the last generation. */
  private last: Checkpoint | null = null
  /** Why it could not be captured. */
  private why: string | null = null

  constructor(built: BuiltRun, folder: RunFolder, context: TrainingContext) {
    const { warn, setting = 'alone' } = context
    this.built = built
    this.folder = folder
    this.context = context
    const champions = keepsChampions(built, setting) ? new ChampionRecorder(built, folder, warn) : null
    this.journal = new Journal(built, folder, warn, champions)
  }

  /** @throws EvolveError if writing fails */
  begin(resumed: ResumedRun | undefined): void {
    const { built, folder, journal } = this
    const { warn, observer = null, wait } = this.context
    if (resumed === undefined) journal.begin()
    else journal.resume(resumed)
    const { checkpoint: options } = built.config
    if (options === false) return
    const begun = { generation: resumed?.generation ?? 0, elapsedMs: built.trainer.elapsedMs }
    this.checkpointer = new Checkpointer({ built, folder, journal, observer, options, warn, wait }, begun)
  }

  generation(event: GenerationEvent): void {
    const { best, failed } = this.built.trainer
    this.journal.generation(event, best, failed)
  }

  /** @throws EvolveError if the disk refuses a checkpoint for too long */
  async saveIfDue(event: GenerationEvent): Promise<void> {
    const { checkpointer } = this
    // After the failure that ends a run there is nothing to go on from.
    if (!this.built.trainer.settled) return
    if (checkpointer?.due(event) === true) await checkpointer.save(this.context.signal)
  }

  /** Keeps the state after the last generation in memory, before the files are ended. */
  capture(): void {
    this.last = null
    try {
      if (this.built.trainer.settled) this.last = this.checkpointer?.capture() ?? null
    } catch (error) {
      if (!(error instanceof EvolveError)) throw error
      this.why = error.message
    }
  }

  /**
   * Writes the results of a run, and its last checkpoint. One that was interrupted needs it: this tries for a while.
   * @returns what the disk refused, in words; null if all is written
   * @throws EvolveError if the champion or the record cannot be written, or another process has taken the folder over
   */
  async end(end: RunEnd): Promise<string | null> {
    this.folder.checkLock()
    const lacks = this.journal.end(end)
    const { last, checkpointer } = this
    const once = last === null || checkpointer === null || checkpointer.abandoned
    if (end.outcome.reason !== 'interrupted' || once) return this.finish(lacks)
    await checkpointer.keep(last)
    return lacks
  }

  /** The same as `end`, but it tries once. */
  endAtOnce(end: RunEnd): string | null {
    this.folder.checkLock()
    return this.finish(this.journal.end(end))
  }

  /** Saves what there is of a run that fails. */
  fail(error: unknown): void {
    try {
      this.folder.checkLock()
    } catch {
      // The folder is another process's now.
      return
    }
    const gaveUp = this.checkpointer?.gaveUp === true
    if (!gaveUp) this.capture()
    this.journal.fail(error, this.built.trainer.best)
    const lacks = gaveUp ? null : this.finish(null)
    if (lacks !== null) this.context.warn(lacks)
  }

  /** Writes the last checkpoint. @returns what is not written, in words */
  private finish(lacks: string | null): string | null {
    const { checkpointer, last } = this
    if (checkpointer === null) return lacks
    try {
      if (last !== null) checkpointer.write(last)
      return lacks ?? this.why
    } catch (error) {
      return lacks ?? (error as Error).message
    }
  }
}
