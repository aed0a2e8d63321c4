import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BuiltRun, buildRun } from '../config/build.ts'
import { RunFolder } from '../run/folder/run-folder.ts'
import { openRun } from './open-run.ts'
import type { TrainingContext } from './training-context.ts'
import { TrainingCurve } from './training-curve.ts'
import type { TrainingJob } from './training-job.ts'

/** One of many trainings, ready to start or to go on. */
export interface StartedTraining {
  readonly built: BuiltRun
  readonly context: Pick<TrainingContext, 'folder' | 'resumed' | 'observer' | 'setting'>
  readonly curve: TrainingCurve
}

/** What is told while a training is built. */
export interface StartListener {
  readonly onWarning: (line: string) => void
  /** Called with each line that the user's code logs. */
  readonly onLog: (line: string) => void
}

/**
 * Builds a training in process, and claims its folder. A job that is resumed goes on where its folder is.
 * @param built the training, if it is built already
 */
export async function startTraining(
  { folder: path, resume, ...job }: TrainingJob,
  { onWarning, onLog }: StartListener,
  built?: BuiltRun,
): Promise<StartedTraining> {
  const curve = new TrainingCurve()
  const context = { observer: curve, setting: 'many' } as const
  const onNotice = (): void => {}
  if (resume !== undefined && path !== null && existsSync(join(path, 'run.json'))) {
    const { force } = resume
    const opened = await openRun(path, {
      workers: () => 0,
      observer: curve,
      force,
      onNotice,
      onLog,
      onWarning,
    })
    const { folder, resumed } = opened
    return { built: opened.built, context: { ...context, folder, resumed }, curve }
  }
  const fresh = built ?? (await buildRun(job.config, { ...job, workers: 0, onNotice, onLog }))
  const folder = path === null ? null : RunFolder.claim(path)
  return { built: fresh, context: { ...context, folder }, curve }
}
