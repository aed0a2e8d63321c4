import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type BuiltRun, buildRun } from '../config/build.ts'
import type { ConfigInput } from '../config/input.ts'
import { parseConfig } from '../config/parse.ts'
import { EvolveError, InputError, quote } from '../errors.ts'
import { didYouMean } from '../nearest.ts'
import type { GenerationEvent } from '../run/events.ts'
import { RunFolder } from '../run/folder/run-folder.ts'
import { separateInput } from './separate-input.ts'
import { observed, type Run, runTraining } from './training.ts'
import type { TrainingContext } from './training-context.ts'

export interface EvolveOptions {
  /** Number of worker threads; 0 trains in process. Default: that of the config, or one for each core. */
  readonly workers?: number
  /** Overrides the seed of the config. */
  readonly seed?: number
  /** Folder of the run: new or empty. Default: nothing is written. */
  readonly out?: string
  /** Relative paths in the config start here. Default: the working directory. */
  readonly directory?: string
  /**
   * Once aborted, the current generation is the last; the run ends as `interrupted` with its results so far. If it is aborted
   * before the first generation begins, the training rejects with the signal's reason and leaves nothing behind. A generation that
   * is handed to other machines, and that none of them works on, is given up.
   */
  readonly signal?: AbortSignal
  readonly onGeneration?: (event: GenerationEvent) => void
  /** Called with notices that are not errors: how data was read, where scoring takes place. */
  readonly onNotice?: (line: string) => void
  /** Called with each line that a fitness of your own logs or prints in a worker. Default: `onNotice`. */
  readonly onLog?: (line: string) => void
}

/**
 * A training. Await it for the finished run, or iterate over its generations; either starts it. Leaving the loop ends
 * the training; awaiting it then gives the run up to that point, with the champion so far.
 */
export class Training implements PromiseLike<Run>, AsyncIterable<GenerationEvent> {
  private readonly generations: AsyncGenerator<GenerationEvent, Run>
  private readonly left = new AbortController()
  private readonly finished: Promise<Run>
  private begun = false
  private fulfil!: (run: Run) => void
  private reject!: (reason: unknown) => void

  /** @param start the generator that trains; `left` is aborted when the caller leaves the loop */
  constructor(start: (left: AbortController) => AsyncGenerator<GenerationEvent, Run>) {
    this.generations = start(this.left)
    this.finished = new Promise((fulfil, reject) => {
      this.fulfil = fulfil
      this.reject = reject
    })
    // A caller that iterates gets the error from the loop.
    this.finished.catch(() => {})
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting a training is what it is for
  then<A = Run, B = never>(
    fulfilled?: ((run: Run) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    if (!this.begun) {
      this.begun = true
      this.drain().catch(() => {})
    }
    return this.finished.then(fulfilled, rejected)
  }

  /** @throws EvolveError if the training has already started */
  [Symbol.asyncIterator](): AsyncIterator<GenerationEvent, void> {
    if (this.begun)
      throw new EvolveError('run', 'expected a training that has not started, found one that has')
    this.begun = true
    return {
      next: async () => {
        const step = await this.step()
        return step.done === true ? { done: true, value: undefined } : step
      },
      return: async () => {
        this.left.abort()
        await this.drain()
        return { done: true, value: undefined }
      },
    }
  }

  private async drain(): Promise<void> {
    while ((await this.step()).done !== true);
  }

  private async step(): Promise<IteratorResult<GenerationEvent, Run>> {
    try {
      const step = await this.generations.next()
      if (step.done === true) this.fulfil(step.value)
      return step
    } catch (error) {
      this.reject(error)
      throw error
    }
  }
}

/**
 * Trains a network by evolution.
 *
 * @param config at least a task; every other key has a default. The keys are those of a config file.
 * @throws InputError (on awaiting or iterating) that says what is wrong in the config or the data
 * @throws EvolveError if no individual could be scored, or the run folder could not be written
 */
export function evolve(config: ConfigInput, options: EvolveOptions = {}): Training {
  return new Training((left) => train(config, options, left))
}

/** @param stop aborted when the caller leaves the loop, and by the caller's signal */
async function* train(
  input: ConfigInput,
  options: EvolveOptions,
  stop: AbortController,
): AsyncGenerator<GenerationEvent, Run> {
  checkOptions(options, known)
  const { signal, onNotice = () => {}, onLog } = options
  signal?.throwIfAborted()
  const { config, given, inline, start } = separateInput(input)
  const parsed = parseConfig(withOptions(config, options))
  const directory = resolve(options.directory ?? '.')
  const workers = parsed.workers ?? (inline ? 0 : availableParallelism())
  const built = await buildRun(parsed, { directory, workers, queue: {}, onNotice, onLog, given, start })
  if (signal?.aborted === true) {
    await built.evaluator.close()
    throw signal.reason
  }
  const out = options.out ?? parsed.out
  const folder = out === undefined ? null : RunFolder.claim(resolve(directory, out))
  return yield* observeTraining(built, { folder, warn: onNotice }, options, stop)
}

/**
 * Runs a training and calls the caller's functions.
 * @param stop aborted when the caller leaves the loop, and by the caller's signal
 */
export async function* observeTraining(
  built: BuiltRun,
  context: TrainingContext,
  { signal, onGeneration, onNotice = () => {} }: Pick<EvolveOptions, 'signal' | 'onGeneration' | 'onNotice'>,
  stop: AbortController,
): AsyncGenerator<GenerationEvent, Run> {
  // A listener instead of AbortSignal.any, whose signal may be garbage-collected before its timeout.
  const forward = (): void => stop.abort()
  signal?.addEventListener('abort', forward)
  if (signal?.aborted === true) stop.abort()
  try {
    for (const note of built.identity.notes) onNotice(note)
    const events = runTraining(built, { ...context, signal: stop.signal })
    const run = yield* observed(events, (event) => {
      onGeneration?.(event)
    })
    if (run.unwritten !== null) onNotice(run.unwritten)
    return run
  } finally {
    signal?.removeEventListener('abort', forward)
    context.folder?.unlock()
  }
}

const known: Readonly<Record<keyof EvolveOptions, true>> = {
  workers: true,
  seed: true,
  out: true,
  directory: true,
  signal: true,
  onGeneration: true,
  onNotice: true,
  onLog: true,
}

/** Refuses misspelt options, which would otherwise be ignored. */
export function checkOptions(options: object, known: Readonly<Record<string, true>>): void {
  const names = Object.keys(known)
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown === undefined) return
  const hint = didYouMean(unknown, names) ?? `the options are ${names.join(', ')}`
  throw new InputError({ field: 'options', expected: 'a known option', found: quote(unknown), hint })
}

/** The config with the overrides of the call. Anything that is not an object is returned as it is. */
function withOptions(input: ConfigInput, { seed, workers }: EvolveOptions): ConfigInput {
  if (typeof input !== 'object' || input === null) return input
  return { ...input, ...(seed !== undefined && { seed }), ...(workers !== undefined && { workers }) }
}
