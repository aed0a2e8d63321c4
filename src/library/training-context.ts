import type { RunFolder } from '../run/folder/run-folder.ts'
import type { RunSetting } from './champion-recorder.ts'
import type { Wait } from './checkpointer.ts'
import type { ResumedRun } from './journal.ts'
import type { Observer } from './run-state.ts'

/** What surrounds a training. */
export interface TrainingContext {
  /** Null to write nothing. */
  readonly folder: RunFolder | null
  /** Called for problems outside of the training, such as a metrics line that could not be written. */
  readonly warn: (line: string) => void
  /** Once aborted, the current generation is the last. */
  readonly signal?: AbortSignal | undefined
  /** Whether it is one of many trainings; these keep champions for a film only if the config asks for it. */
  readonly setting?: RunSetting | undefined
  /** Aborted just before the process ends without waiting for the training. */
  readonly leaving?: AbortSignal | undefined
  /** Where an earlier process has come to, if the run goes on; the trainer has been restored. */
  readonly resumed?: ResumedRun | undefined
  /** What follows the training and is saved with it. */
  readonly observer?: Observer | undefined
  /** Waits for so many milliseconds before a checkpoint is tried again, or until the signal is aborted. Default: it does. */
  readonly wait?: Wait | undefined
}
