import { resolve } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { EvolveError } from '../errors.ts'
import { hashesOf, keptTexts, withData } from '../library/kept-files.ts'
import { resolvedConfig } from '../library/resolved-config.ts'
import { acceptChanges, configHash, hashChange, sourceChanges } from '../library/resume-checks.ts'
import { configName, readRunConfig } from '../library/run-config.ts'
import type { ResumeMode } from '../library/training-job.ts'
import { RunFolder } from '../run/folder/run-folder.ts'
import { readTrainings, type TrainingsRecord, trainingsName } from '../run/folder/trainings-record.ts'
import { claimFolder, type TrainJob } from './job.ts'
import { defaultWorkers } from './usage.ts'

/** Several trainings of one command: begun, or resumed. */
export interface Trainings {
  /** With `computation` if they are resumed. */
  readonly job: TrainJob
  /** Trainings with consecutive seeds, of each contestant. */
  readonly repeats: number
  /** Null to begin. */
  readonly resumed: ResumedTrainings | null
}

export interface ResumedTrainings {
  readonly path: string
  readonly record: TrainingsRecord
  readonly mode: ResumeMode
}

/**
 * The trainings of a folder that are to go on.
 * @throws InputError for a folder without them
 */
export function readTrainingsOf(
  path: string,
  {
    workers,
    quiet,
    force,
  }: { readonly workers: number | undefined; readonly quiet: boolean; readonly force: boolean },
): Trainings & { readonly resumed: ResumedTrainings } {
  const record = readTrainings(path)
  const config = withData(readRunConfig(path), undefined, path)
  const { hashes, arithmetic } = record
  const read = {
    ...{ config, file: `${path}/${configName}`, directory: resolve(path) },
    hash: hashes['config'] ?? '',
  }
  // Engines of one arithmetic give the same bits.
  const computation = { engine: config.engine, arithmetic }
  const job: TrainJob = {
    read,
    workers: workers ?? config.workers ?? defaultWorkers(),
    out: null,
    quiet,
    computation,
  }
  return { job, repeats: record.repeats, resumed: { path, record, mode: { force } } }
}

interface TrainingsFolderOptions {
  /** The file of the results, which claims the folder. */
  readonly list: string
  /** Of a new folder under `runs`. */
  readonly name: string
  /** Of a comparison. */
  readonly contestants?: TrainingsRecord['contestants']
  /** Called for what has changed, if the trainings go on all the same. */
  readonly warn: (line: string) => void
}

/** The folder of several trainings: says what they are, and whether they have ended. */
export class TrainingsFolder {
  readonly folder: RunFolder
  private readonly record: Omit<TrainingsRecord, 'status'>

  private constructor(folder: RunFolder, record: Omit<TrainingsRecord, 'status'>) {
    this.folder = folder
    this.record = record
  }

  /**
   * Claims a folder, or opens it again.
   * @param built the first of the trainings
   * @throws InputError for a folder that is not free, and for what has changed since the trainings began
   */
  static open(
    { job, repeats, resumed }: Trainings,
    kind: TrainingsRecord['kind'],
    built: BuiltRun,
    { list, name, contestants, warn }: TrainingsFolderOptions,
  ): TrainingsFolder {
    const folder = resumed === null ? claimFolder(job, list, name) : RunFolder.reopen(resumed.path)
    try {
      const config = resolvedConfig({ config: job.read.config, directory: job.read.directory }, folder.path)
      if (resumed !== null) {
        const { record, path, mode } = resumed
        const changes = [...sourceChanges(record, built, path), ...hashChange(record.hashes, config, path)]
        acceptChanges(changes, mode.force, warn)
      }
      const { versions } = built.identity
      const { engine, arithmetic } = built
      const trainings = new TrainingsFolder(folder, {
        ...({ format: 'evolve-mlp trainings', version: 1 } as const),
        ...{ kind, repeats, contestants, versions, engine, arithmetic },
        hashes: { ...hashesOf(built), config: job.read.hash, [configName]: configHash(config) },
      })
      // The record comes after the config that it needs, and before the list, which is empty until then.
      folder.begin([
        ...(resumed === null ? keptTexts(built, warn) : []),
        [configName, config],
        [trainingsName, trainings.recordOf('running')],
        ...(resumed === null ? [[list, []] as const] : []),
      ])
      return trainings
    } catch (error) {
      folder.unlock()
      throw error
    }
  }

  /** Says how it has ended, as far as the disk takes that, and lets others work on the folder. */
  end(status: 'interrupted' | 'done', warn: (line: string) => void): void {
    try {
      this.folder.writeJson(trainingsName, this.recordOf(status))
    } catch (error) {
      if (!(error instanceof EvolveError)) throw error
      warn(error.message)
    } finally {
      this.folder.unlock()
    }
  }

  private recordOf(status: TrainingsRecord['status']): TrainingsRecord {
    return { ...this.record, status }
  }
}
