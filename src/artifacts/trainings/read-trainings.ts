import { basename, join, resolve } from 'node:path'
import type { Config } from '../../config/schema.ts'
import { InputError } from '../../errors.ts'
import { recordedRun } from '../../library/listing/listed-run.ts'
import { trainingFolders } from '../../library/listing/listed-trainings.ts'
import { readRunConfig } from '../../library/run-config.ts'
import { type RecordedTraining, recordedTraining } from '../../library/training-results.ts'
import { isGenomeFile } from '../../model/genome-file.ts'
import { readModel } from '../../model/model-file.ts'
import { type FigureUnits, figureUnits } from '../../report/figure-units.ts'
import type { ListedRun } from '../../run/folder/listed-run.ts'
import { readOptional } from '../../run/folder/read-file.ts'
import {
  type RecordedContestant,
  readTrainings,
  type TrainingsRecord,
} from '../../run/folder/trainings-record.ts'

/** The content of a folder of several trainings, whether they have ended or not. */
export interface ReadTrainings {
  /** Absolute. */
  readonly folder: string
  readonly record: TrainingsRecord
  readonly config: Config
  /** One without a label for repeats. */
  readonly contestants: readonly ReadContestant[]
  /** What the champions' figures are measured in. */
  readonly units: FigureUnits
  /** A line for each training that cannot be read. */
  readonly remarks: readonly string[]
}

export interface ReadContestant extends RecordedContestant {
  /** Those that have begun, in the order of their seeds. */
  readonly trainings: readonly ReadTraining[]
}

export interface ReadTraining extends RecordedTraining {
  readonly run: ListedRun
}

/**
 * Reads a folder of several trainings.
 * @throws InputError for a folder that holds none, and for a config that is broken
 */
export function readTrainingsFolder(folder: string): ReadTrainings {
  const record = readTrainings(folder)
  const config = readRunConfig(folder)
  const remarks: string[] = []
  const found = new Map(
    trainingFolders(folder, record.kind).map(({ contestant, folders }) => [contestant, folders]),
  )
  const contestants = contestantsIn(record, [...found.keys()]).map((contestant) => ({
    ...contestant,
    trainings: (found.get(contestant.folder) ?? []).flatMap((path) => trainingIn(path, contestant, remarks)),
  }))
  const champion = contestants.flatMap(({ trainings }) => trainings.map(({ run }) => run.folder))[0]
  return {
    ...{ folder: resolve(folder), record, config, contestants, remarks },
    units: unitsOf(champion),
  }
}

/** Those of an earlier version are called after their folders. */
function contestantsIn(
  { kind, contestants }: TrainingsRecord,
  folders: readonly string[],
): readonly RecordedContestant[] {
  if (kind === 'repeats') return [{ label: '', folder: '', unit: 1 }]
  return contestants ?? folders.map((folder) => ({ label: folder, folder, unit: 1 }))
}

function trainingIn(path: string, { unit }: RecordedContestant, remarks: string[]): ReadTraining[] {
  try {
    const { points, ...training } = recordedTraining(path)
    const run = recordedRun(path, basename(path))
    const own = points.map((point) => ({ ...point, evaluations: point.evaluations * unit }))
    const evaluations = run.evaluations === null ? null : run.evaluations * unit
    return [{ ...training, run: { ...run, evaluations }, points: own }]
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    remarks.push(`${basename(path)} could not be read: ${error.message}`)
    return []
  }
}

/** All trainings have one task, so one champion tells. */
function unitsOf(folder: string | undefined): FigureUnits {
  if (folder === undefined) return figureUnits(null)
  try {
    const text = readOptional(folder, 'champion.json')?.toString()
    const network =
      text === undefined || isGenomeFile(text) ? null : readModel(text, join(folder, 'champion.json'))
    return figureUnits(network)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return figureUnits(null)
  }
}
