import { setTimeout } from 'node:timers/promises'
import type { BuiltRun } from '../config/build.ts'
import type { CheckpointConfig } from '../config/schema/checkpoint.ts'
import { EvolveError } from '../errors.ts'
import { refusal } from '../files/refusal.ts'
import type { Checkpoint } from '../run/checkpoint/checkpoint-codec.ts'
import { Checkpoints } from '../run/checkpoint/checkpoints.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { RunFolder } from '../run/folder/run-folder.ts'
import type { Journal } from './journal.ts'
import { resolvedConfig } from './resolved-config.ts'
import type { Observer, RunState } from './run-state.ts'

/** While the disk refuses a checkpoint, it is tried again this often, and this many times. */
const retryMs = 5000
const mostRetries = 12
const retriedSeconds = (retryMs * mostRetries) / 1000
const retries = `${retryMs / 1000} s for ${retriedSeconds} s`

/** Whether a checkpoint is to be written so long after the one before it, or after the start. */
export function isDue(
  { generations: most = Number.POSITIVE_INFINITY, seconds }: CheckpointConfig,
  { generations, elapsedMs }: { readonly generations: number; readonly elapsedMs: number },
): boolean {
  return generations >= most || elapsedMs >= seconds * 1000
}

/** Resolves after so many milliseconds, or earlier if the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal | undefined) => Promise<void>

export interface CheckpointerParts {
  readonly built: BuiltRun
  readonly folder: RunFolder
  readonly journal: Journal
  /** What follows the training and is saved with it; null if nothing does. */
  readonly observer: Observer | null
  readonly options: CheckpointConfig
  readonly warn: (line: string) => void
  readonly wait?: Wait | undefined
}

/** Writes the checkpoints of a training: when they are due, and at its end. */
export class Checkpointer {
  private readonly parts: CheckpointerParts
  private readonly checkpoints: Checkpoints
  private last: { readonly generation: number; readonly elapsedMs: number }
  /** True once the disk has refused a checkpoint for too long. */
  gaveUp = false
  /** True once nobody wanted to wait any longer. */
  abandoned = false

  /** @param begun where the training begins, or goes on */
  constructor(parts: CheckpointerParts, begun: { readonly generation: number; readonly elapsedMs: number }) {
    this.parts = parts
    this.checkpoints = new Checkpoints(parts.folder.path, parts.options.keep)
    this.last = begun
  }

  /** Whether a checkpoint is to be written after this generation. */
  due({ generation, timing: { elapsedMs } }: Pick<GenerationEvent, 'generation' | 'timing'>): boolean {
    const { last, parts } = this
    const since = { generations: generation - last.generation, elapsedMs: elapsedMs - last.elapsedMs }
    return isDue(parts.options, since)
  }

  /**
   * The state after the latest generation.
   * @throws EvolveError if the disk does not say how large the files are
   */
  capture(): Checkpoint {
    const { built, folder, observer } = this.parts
    const state: RunState = {
      trainer: built.trainer.snapshot(),
      journal: this.attempt(({ journal }) => journal.snapshot()),
      observer: observer?.snapshot() ?? null,
    }
    const { hashes, versions } = built.identity
    return {
      generation: state.trainer.progress.generations,
      software: versions['evolve-mlp'] ?? '',
      savedAt: new Date().toISOString(),
      config: resolvedConfig(built, folder.path),
      hashes,
      state,
    }
  }

  /**
   * Writes a checkpoint of the latest generation. If the disk refuses it, the training pauses, and this tries again for a
   * minute.
   * @param signal once aborted, this gives up at once and without an error
   * @throws EvolveError if the disk refuses it for so long
   */
  async save(signal?: AbortSignal): Promise<void> {
    await this.keep(null, signal)
  }

  /**
   * Writes a checkpoint that was captured, and tries again as `save` does.
   * @param checkpoint null to capture it
   * @throws EvolveError if the disk refuses it for so long
   */
  async keep(captured: Checkpoint | null, signal?: AbortSignal): Promise<void> {
    let checkpoint = captured
    const { built, warn, wait = waitFor } = this.parts
    for (let tries = 0; ; tries++) {
      try {
        checkpoint ??= this.capture()
        this.write(checkpoint)
        if (tries > 0) warn('the checkpoint is written')
        return
      } catch (error) {
        if (!(error instanceof EvolveError) || error.code !== 'output') throw error
        if (tries === mostRetries) throw this.refused(error)
        if (tries === 0) warn(`${error.message}; the training waits, and tries again every ${retries}`)
      }
      built.trainer.pause()
      await wait(retryMs, signal)
      built.trainer.resume()
      if (signal?.aborted === true) {
        this.abandoned = true
        return
      }
    }
  }

  /**
   * Writes a checkpoint that was captured, and before it the lines and champions that it counts on.
   * @throws EvolveError if the disk refuses it, or another process has taken the folder over; the earlier ones are as they
   *   were
   */
  write(checkpoint: Checkpoint): void {
    this.attempt(({ folder, journal }) => {
      folder.checkLock()
      journal.sync()
      this.checkpoints.save(checkpoint)
    })
    this.last = { generation: checkpoint.generation, elapsedMs: this.parts.built.trainer.elapsedMs }
  }

  private attempt<T>(use: (parts: CheckpointerParts) => T): T {
    const { parts } = this
    try {
      return use(parts)
    } catch (error) {
      const cause = error instanceof EvolveError ? error.cause : error
      // What is no error of the system is a bug, or the lock that was lost.
      const { code = 'ERR_' } = (cause ?? {}) as NodeJS.ErrnoException
      if (code.startsWith('ERR_')) throw error
      const what = `${parts.folder.path}: the checkpoint could not be written`
      throw new EvolveError('output', `${what}: ${refusal(cause)}`, { cause })
    }
  }

  private refused(error: EvolveError): EvolveError {
    this.gaveUp = true
    const cure = `once it can be written, evolve resume ${this.parts.folder.path} goes on`
    return new EvolveError('output', `${error.message}, for ${retriedSeconds} s; ${cure}`, { cause: error })
  }
}

const waitFor: Wait = async (ms, signal) => {
  // Rejects if the signal is aborted.
  await setTimeout(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {})
}
