import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { buildRun } from '../config/build.ts'
import { parseConfig } from '../config/parse.ts'
import type { ConfigInput } from '../config/schema.ts'
import { EvolveError, InputError, quote } from '../errors.ts'
import { didYouMean } from '../nearest.ts'
import type { GenerationEvent } from '../run/events.ts'
import { RunFolder } from '../run/folder.ts'
import { type Run, runTraining } from './training.ts'

export interface EvolveOptions {
  /** Worker threads; 0 trains in process. Default: the config's, else one a core. */
  readonly workers?: number
  /** Goes before the config's. */
  readonly seed?: number
  /** Folder of the run: new or empty. Default: nothing is written. */
  readonly out?: string
  /** What relative paths in the config start from. Default: the working directory. */
  readonly directory?: string
  /** Once aborted, the generation in flight is the last; the run ends as `interrupted` with what it found. */
  readonly signal?: AbortSignal
  readonly onGeneration?: (event: GenerationEvent) => void
  /** Told what is worth knowing but no error: how data was read, where scoring takes place. */
  readonly onNotice?: (line: string) => void
}

/**
 * A training. Await it for the finished run, or iterate over its generations; either starts it. Leaving the loop ends
 * the training: awaited then, it gives the run as it was left, with the champion so far.
 */
export class Training implements PromiseLike<Run>, AsyncIterable<GenerationEvent> {
  private readonly generations: AsyncGenerator<GenerationEvent, Run>
  private readonly left = new AbortController()
  private readonly finished: Promise<Run>
  private begun = false
  private fulfil!: (run: Run) => void
  private reject!: (reason: unknown) => void

  /** @param start begins to train with the first step; aborted once whoever iterates has left */
  constructor(start: (left: AbortController) => AsyncGenerator<GenerationEvent, Run>) {
    this.generations = start(this.left)
    this.finished = new Promise((fulfil, reject) => {
      this.fulfil = fulfil
      this.reject = reject
    })
    // Whoever iterates is told by the loop.
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

  /** @throws EvolveError if the training has begun already */
  [Symbol.asyncIterator](): AsyncIterator<GenerationEvent, void> {
    if (this.begun) throw new EvolveError('run', 'expected a training that has not begun, found one that has')
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
 * @param config a task at least; every other key has a default. The keys are those of a config file.
 * @throws InputError (on awaiting or iterating) that says what in the config or the data is wrong
 * @throws EvolveError if no individual could be scored, or the run folder could not be written
 */
export function evolve(config: ConfigInput, options: EvolveOptions = {}): Training {
  return new Training((left) => train(config, options, left))
}

/** @param stop aborted by whoever leaves, and by the caller's signal */
async function* train(
  input: ConfigInput,
  options: EvolveOptions,
  stop: AbortController,
): AsyncGenerator<GenerationEvent, Run> {
  checkOptions(options)
  const { onGeneration, onNotice = () => {} } = options
  const parsed = parseConfig(withOptions(input, options))
  const directory = resolve(options.directory ?? '.')
  const built = buildRun(parsed, {
    directory,
    workers: parsed.workers ?? availableParallelism(),
    onNotice,
  })
  const out = options.out ?? parsed.out
  const folder = out === undefined ? null : RunFolder.claim(resolve(directory, out))
  for (const note of built.identity.notes) onNotice(note)
  // Listened to rather than joined by AbortSignal.any, which lets a signal be collected before its timeout is over.
  const forward = (): void => stop.abort()
  options.signal?.addEventListener('abort', forward)
  if (options.signal?.aborted === true) stop.abort()
  const events = runTraining(built, folder, onNotice, stop.signal)
  try {
    let step = await events.next()
    while (step.done !== true) {
      onGeneration?.(step.value)
      yield step.value
      step = await events.next()
    }
    return step.value
  } finally {
    options.signal?.removeEventListener('abort', forward)
    // Left early: the run folder is brought to an end too. A generator that is done does nothing more.
    await events.return(undefined as never)
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
}

/** A misspelt option would otherwise be passed over in silence. */
function checkOptions(options: EvolveOptions): void {
  const names = Object.keys(known)
  const stranger = Object.keys(options).find((name) => !names.includes(name))
  if (stranger === undefined) return
  const hint = didYouMean(stranger, names) ?? `the options are ${names.join(', ')}`
  throw new InputError({ field: 'options', expected: 'a known option', found: quote(stranger), hint })
}

/** The config with what the call puts before it; what is no config at all stays as it is. */
function withOptions(input: ConfigInput, { seed, workers }: EvolveOptions): ConfigInput {
  if (typeof input !== 'object' || input === null) return input
  return { ...input, ...(seed !== undefined && { seed }), ...(workers !== undefined && { workers }) }
}
