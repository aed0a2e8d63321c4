import { join, resolve } from 'node:path'
import { type BuiltRun, buildRun } from '../config/build.ts'
import { type ReadConfig, readConfig } from '../config/read.ts'
import { type Override, parseOverride } from '../config/set.ts'
import { InputError } from '../errors.ts'
import type { Company } from '../library/champion-recorder.ts'
import { type Run, runTraining } from '../library/training.ts'
import type { GenerationEvent } from '../run/events.ts'
import { RunFolder } from '../run/folder.ts'
import type { TrainingProgress } from './train/progress.ts'
import { defaultWorkers, wholeNumber, workerCount } from './usage.ts'

const largestSeed = 2 ** 32 - 1

/** A run folder, and where the user named it, for messages. */
export interface NamedFolder {
  readonly path: string
  readonly file: string
  readonly field: string
}

/** Everything a training by command line needs, checked. */
export interface TrainJob {
  readonly read: ReadConfig
  readonly workers: number
  /** Where the run goes if the user named a place; else null. */
  readonly out: NamedFolder | null
  readonly quiet: boolean
}

/** What the command line hands over for any training: texts, unchecked. */
export interface JobOptions {
  readonly workers?: string
  readonly seed?: string
  readonly out?: string
  readonly set?: readonly string[]
  readonly quiet?: boolean
}

/**
 * Reads a config as the options change it.
 * @param more overrides that options of one command stand for
 */
export async function readJob(
  file: string,
  options: JobOptions,
  more: readonly Override[],
): Promise<TrainJob> {
  const given = options.workers === undefined ? undefined : workerCount(options.workers)
  const overrides = [...(options.set ?? []).map(parseOverride), ...more]
  if (options.seed !== undefined) {
    overrides.push({ path: ['seed'], value: wholeNumber('--seed', options.seed, 0, largestSeed) })
  }
  const read = await readConfig(file, overrides)
  return {
    read,
    workers: given ?? read.config.workers ?? defaultWorkers(),
    out: namedFolder(options, read),
    quiet: options.quiet === true,
  }
}

function namedFolder({ out }: JobOptions, { config, directory, file }: ReadConfig): NamedFolder | null {
  if (out === '') throw new InputError({ field: '--out', expected: 'a folder', found: 'nothing' })
  if (out !== undefined) return { path: out, file: out, field: '--out' }
  return config.out === undefined ? null : { path: resolve(directory, config.out), file, field: 'out' }
}

/** Builds the run of a job, with another seed if one is given. */
export function build({ read, workers }: TrainJob, seed: number, onNotice: (line: string) => void): BuiltRun {
  const { config, directory, file, hash } = read
  return buildRun({ ...config, seed }, { directory, file, hash, workers, onNotice })
}

/**
 * The folder that the user named, or the next free one under `runs`.
 * @param first the file that is made to take it, if not that of a single run
 * @param name what it is called under `runs`, if not as the run
 * @throws InputError for one that is taken or cannot be made
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
    const where = out === null ? { hint: '--out names another place' } : { file: out.file, field: out.field }
    throw new InputError({ ...error.issue, ...where }, { cause: error })
  }
}

/**
 * Trains, telling the live line of each generation.
 * @param watch told too; the next generation waits for it
 */
export async function follow(
  built: BuiltRun,
  folder: RunFolder,
  signal: AbortSignal,
  live: TrainingProgress,
  company: Company,
  watch?: (event: GenerationEvent) => void | Promise<void>,
): Promise<Run> {
  const events = runTraining(built, folder, (line) => live.notice(line), signal, company)
  for (;;) {
    const step = await events.next()
    if (step.done === true) {
      live.end()
      return step.value
    }
    live.generation(step.value)
    await watch?.(step.value)
  }
}
