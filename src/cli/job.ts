import { join, resolve } from 'node:path'
import { type BuiltRun, buildRun } from '../config/build.ts'
import { type ReadConfig, readConfig, withPlaces } from '../config/read.ts'
import { type Override, parseOverrides } from '../config/set.ts'
import { InputError } from '../errors.ts'
import type { Credentials } from '../fleet/link/address.ts'
import { drive, type Run, runTraining } from '../library/training.ts'
import type { TrainingContext } from '../library/training-context.ts'
import type { TrainingJob } from '../library/training-job.ts'
import type { GenerationEvent } from '../run/events.ts'
import { RunFolder } from '../run/folder/run-folder.ts'
import { type QueueCommandOptions, queueChoice } from './fleet/queue-options.ts'
import type { Interruption } from './interruption.ts'
import type { TrainingProgress } from './train/progress.ts'
import { defaultWorkers, wholeNumber, workerCount } from './usage.ts'

const largestSeed = 2 ** 32 - 1

/** A run folder, with the option or key that names it, for messages. */
export interface NamedFolder {
  readonly path: string
  readonly file: string
  readonly field: string
}

/** Everything that a training on the command line needs, checked. */
export interface TrainJob {
  readonly read: ReadConfig
  readonly workers: number
  /** The run folder if the user named one; else null. */
  readonly out: NamedFolder | null
  readonly quiet: boolean
  /** Who asks the queue that generations are handed to, if the config has an executor. */
  readonly queue?: Credentials
  /** The computation of an earlier process, instead of that of the config. */
  readonly computation?: TrainingJob['computation']
}

/** The options of the command line for any training: unchecked texts. */
export interface JobOptions extends QueueCommandOptions {
  readonly seed?: string
  readonly engine?: string
  readonly out?: string
  readonly set?: readonly string[]
  readonly quiet?: boolean
}

/**
 * Reads a config and applies the options to it.
 * @param more overrides from the options of one command
 */
export async function readJob(
  file: string,
  options: JobOptions,
  more: readonly Override[],
): Promise<TrainJob> {
  const given = options.workers === undefined ? undefined : workerCount(options.workers)
  const queue = queueChoice(options)
  const overrides = [...parseOverrides(options.set), ...queue.overrides, ...more]
  if (options.seed !== undefined) {
    overrides.push({ path: ['seed'], value: wholeNumber('--seed', options.seed, 0, largestSeed) })
  }
  if (options.engine !== undefined) overrides.push({ path: ['engine'], value: options.engine })
  const read = await readConfig(file, overrides)
  return {
    read,
    workers: given ?? read.config.workers ?? defaultWorkers(),
    out: namedFolder(options, read),
    quiet: options.quiet === true,
    queue: queue.credentials,
  }
}

function namedFolder({ out }: JobOptions, { config, directory, file }: ReadConfig): NamedFolder | null {
  if (out === '') throw new InputError({ field: '--out', expected: 'a folder', found: 'nothing' })
  if (out !== undefined) return { path: out, file: out, field: '--out' }
  return config.out === undefined ? null : { path: resolve(directory, config.out), file, field: 'out' }
}

/**
 * Builds the run of a job, with another seed.
 * @param onLog called with each line that the user's code logs
 */
export async function build(
  { read, workers, queue, computation }: TrainJob,
  seed: number,
  onNotice: (line: string) => void,
  onLog?: (line: string) => void,
): Promise<BuiltRun> {
  const { config, directory, file, hash } = read
  try {
    return await buildRun(
      { ...config, seed },
      { directory, file, hash, workers, queue, computation, onNotice, onLog },
    )
  } catch (error) {
    throw withPlaces(error, read)
  }
}

/**
 * The folder that the user named, or the next free one under `runs`.
 * @param first the file that is created to claim the folder; default: that of a single run
 * @param name of the folder under `runs`; default: the name of the run
 * @throws InputError for a folder that is not empty or cannot be created
 */
export function claimFolder(
  { out, read }: TrainJob,
  first?: string,
  name: string = read.config.name,
): RunFolder {
  try {
    return out === null ? RunFolder.claimNext(join('runs', name), first) : RunFolder.claim(out.path, first)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const where =
      out === null ? { hint: 'set another folder with --out' } : { file: out.file, field: out.field }
    throw new InputError({ ...error.issue, ...where }, { cause: error })
  }
}

/**
 * Trains and shows each generation on the live line.
 * @param watch called with each generation; the next generation waits for it
 */
export async function follow(
  built: BuiltRun,
  context: Pick<TrainingContext, 'folder' | 'setting' | 'resumed' | 'observer'>,
  { signal, leaving }: Pick<Interruption, 'signal' | 'leaving'>,
  live: TrainingProgress,
  watch?: (event: GenerationEvent) => void | Promise<void>,
): Promise<Run> {
  const warn = (line: string): void => live.warning(line)
  const events = runTraining(built, { ...context, warn, signal, leaving })
  live.begin(() => built.evaluator.underWay ?? null)
  const run = await drive(events, async (event) => {
    live.generation(event)
    if (watch === undefined) return
    live.hold()
    await watch(event)
    live.resume()
  })
  live.end()
  return run
}
