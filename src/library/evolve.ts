import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { buildRun } from '../config/build.ts'
import { parseConfig } from '../config/parse.ts'
import type { ConfigInput } from '../config/schema.ts'
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
 * A training. Await it for the finished run, or iterate over its generations; either starts it, and leaving the
 * loop ends it.
 */
export class Training implements PromiseLike<Run>, AsyncIterable<GenerationEvent> {
  private readonly start: () => AsyncGenerator<GenerationEvent, Run>
  private generator: AsyncGenerator<GenerationEvent, Run> | null = null
  private finished: Promise<Run> | null = null
  private result: ((run: Run) => void) | null = null

  constructor(start: () => AsyncGenerator<GenerationEvent, Run>) {
    this.start = start
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting a training is what it is for
  then<A = Run, B = never>(
    fulfilled?: ((run: Run) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.finished ??= this.generator === null ? this.drain() : this.whenDone()
    return this.finished.then(fulfilled, rejected)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<GenerationEvent, void> {
    this.generator = this.start()
    const run = yield* this.generator
    this.result?.(run)
    this.finished ??= Promise.resolve(run)
  }

  private async drain(): Promise<Run> {
    this.generator = this.start()
    for (;;) {
      const step = await this.generator.next()
      if (step.done === true) return step.value
    }
  }

  /** Awaited while someone else iterates. */
  private whenDone(): Promise<Run> {
    return new Promise((fulfil) => {
      this.result = fulfil
    })
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
  return new Training(() => train(config, options))
}

async function* train(input: ConfigInput, options: EvolveOptions): AsyncGenerator<GenerationEvent, Run> {
  const { onGeneration, onNotice = () => {}, signal } = options
  const parsed = parseConfig(options.seed === undefined ? input : { ...input, seed: options.seed })
  const directory = resolve(options.directory ?? '.')
  const built = buildRun(parsed, {
    directory,
    workers: options.workers ?? parsed.workers ?? availableParallelism(),
    onNotice,
  })
  const out = options.out ?? parsed.out
  const folder = out === undefined ? null : RunFolder.claim(resolve(directory, out))
  for (const note of built.identity.notes) onNotice(note)
  const events = runTraining(built, folder, onNotice, signal)
  try {
    let step = await events.next()
    while (step.done !== true) {
      onGeneration?.(step.value)
      yield step.value
      step = await events.next()
    }
    return step.value
  } finally {
    // Left early: the run folder is brought to an end too. A generator that is done does nothing more.
    await events.return(undefined as never)
  }
}
