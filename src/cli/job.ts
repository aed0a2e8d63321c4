import { join } from 'node:path'
import { type BuiltRun, buildRun } from '../config/build.ts'
import type { ReadConfig } from '../config/read.ts'
import { InputError } from '../errors.ts'
import { type Run, runTraining } from '../library/training.ts'
import { RunFolder } from '../run/folder.ts'
import type { CurveRecorder } from './curve.ts'
import type { Progress } from './progress.ts'

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

/** Builds the run of a job, with another seed if one is given. */
export function build({ read, workers }: TrainJob, seed: number, onNotice: (line: string) => void): BuiltRun {
  const { config, directory, file, hash } = read
  return buildRun({ ...config, seed }, { directory, file, hash, workers, onNotice })
}

/**
 * The folder that the user named, or the next free one under `runs`.
 * @param first the file that is made to take it, if not that of a single run
 * @throws InputError for one that is taken or cannot be made
 */
export function claimFolder({ out, read }: TrainJob, first?: string): RunFolder {
  try {
    return out === null
      ? RunFolder.claimNext(join('runs', read.config.name), first)
      : RunFolder.claim(out.path, first)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const where = out === null ? { hint: '--out names another place' } : { file: out.file, field: out.field }
    throw new InputError({ ...error.complaint, ...where }, { cause: error })
  }
}

/** Trains, telling the live line and the curve of each generation. */
export async function follow(
  built: BuiltRun,
  folder: RunFolder,
  signal: AbortSignal,
  live: Progress,
  curve: CurveRecorder,
): Promise<Run> {
  const events = runTraining(built, folder, (line) => live.notice(line), signal)
  for (;;) {
    const step = await events.next()
    if (step.done === true) {
      live.end()
      return step.value
    }
    curve.add(step.value)
    live.generation(step.value)
  }
}
