import { join } from 'node:path'
import { type BuiltRun, buildRun } from '../config/build.ts'
import type { ReadConfig } from '../config/read.ts'
import { type Run, runTraining } from '../library/training.ts'
import { RunFolder } from '../run/folder.ts'
import type { CurveRecorder } from './curve.ts'
import type { Progress } from './progress.ts'

/** Everything a training by command line needs, checked. */
export interface TrainJob {
  readonly read: ReadConfig
  readonly workers: number
  /** Where the run goes if the user named a place; else null. */
  readonly out: string | null
  readonly quiet: boolean
}

/** Builds the run of a job, with another seed if one is given. */
export function build({ read, workers }: TrainJob, seed: number, onNotice: (line: string) => void): BuiltRun {
  const { config, directory, file, hash } = read
  return buildRun({ ...config, seed }, { directory, file, hash, workers, onNotice })
}

/** The folder that the user named, or the next free one under `runs`. */
export function claimFolder({ out, read }: TrainJob): RunFolder {
  return out === null ? RunFolder.claimNext(join('runs', read.config.name)) : RunFolder.claim(out)
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
