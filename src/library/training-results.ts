import { join } from 'node:path'
import { DamagedCheckpoint } from '../run/checkpoint/checkpoint-codec.ts'
import { Checkpoints } from '../run/checkpoint/checkpoints.ts'
import type { Champion, Outcome } from '../run/events.ts'
import { readRecord, type StoredRecord } from '../run/folder/read-record.ts'
import { statsOf } from '../stats.ts'
import { runStateOf } from './run-state.ts'
import { recordedEvents, TrainingCurve, type TrainingPoint } from './training-curve.ts'
import type { TrainingFigures } from './training-job.ts'

/** The figures of a training, in the order in which files have them. */
export function trainingFigures(outcome: Outcome, scores: TrainingFigures['scores']): TrainingFigures {
  const { reason, generations, evaluations, failures, elapsedMs, champion } = outcome
  const figures = {
    reason,
    generations,
    evaluations,
    failures,
    elapsedMs,
    champion: championFigures(champion),
  }
  return { outcome: figures, scores }
}

/** The figures of a training that has ended, from its record. */
function recordedFigures(record: StoredRecord): TrainingFigures | null {
  const { reason, generations, evaluations, failures, elapsedMs, champion: scored } = record
  if (reason === null || scored === null) return null
  const { train, validation, test, violation = 0, ...place } = scored
  const { metrics } = train
  const champion = championFigures({
    ...place,
    fitness: train.fitness,
    violation,
    validation: validation?.fitness ?? null,
    // With samples they are those of the parts.
    ...(record.samples.train === 0 && Object.keys(metrics).length > 0 && { metrics }),
  })
  const outcome = { reason, generations, evaluations, failures, elapsedMs, champion }
  return { outcome, scores: { train, validation, test } }
}

function championFigures(champion: Omit<Champion, 'genome'>): Omit<Champion, 'genome'> {
  const { fitness, violation, validation, generation, individual, metrics, behaviour, episodes, measured } =
    champion
  return {
    ...{ fitness, violation, validation, generation },
    ...(individual !== undefined && { individual }),
    ...(metrics !== undefined && { metrics }),
    ...(behaviour !== undefined && { behaviour }),
    ...(episodes !== undefined && { episodes }),
    ...(measured !== undefined && { measured }),
  }
}

/**
 * The curve of a training that has ended: from its last checkpoint, or else from its metrics, which leave out generations
 * of a long run.
 */
function recordedPoints(folder: string, { generations }: StoredRecord): TrainingPoint[] {
  const curve = new TrainingCurve()
  const { checkpoint } = new Checkpoints(folder, 1).newest(({ state, generation }, path) => {
    const { observer } = runStateOf(state, path)
    const found = `one of generation ${generation}, without a curve`
    if (observer === null || generation !== generations)
      throw new DamagedCheckpoint({ file: path, expected: 'the last checkpoint of a training', found })
    curve.restore(observer)
  })
  return checkpoint === null ? metricsPoints(folder, generations) : curve.points
}

function metricsPoints(folder: string, most: number): TrainingPoint[] {
  const curve = new TrainingCurve()
  for (const event of recordedEvents(folder, most)) curve.add(event)
  return curve.points
}

/** One of many trainings, whether it has ended or not. */
export interface RecordedTraining {
  readonly record: StoredRecord
  /** Null while it goes on, and if it failed. */
  readonly figures: TrainingFigures | null
  /** The champion's fitness so far. */
  readonly points: readonly TrainingPoint[]
}

/**
 * A training as far as its folder tells.
 * @throws InputError for a folder that holds no run, and for files in it that are broken
 */
export function recordedTraining(folder: string): RecordedTraining {
  const record = readRecord(folder)
  const ended = record.status === 'done' || record.status === 'interrupted'
  const points = ended ? recordedPoints(folder, record) : metricsPoints(folder, Number.POSITIVE_INFINITY)
  return { record, figures: ended ? recordedFigures(record) : null, points }
}

/** One of many trainings that has ended, in an earlier process. */
export interface FinishedTraining {
  readonly figures: TrainingFigures
  readonly points: readonly TrainingPoint[]
}

/** Null for a training that has not ended, or not begun. */
export function finishedTraining(folder: string): FinishedTraining | null {
  if (statsOf(join(folder, 'run.json')) === undefined) return null
  const record = readRecord(folder)
  const figures = record.status === 'done' ? recordedFigures(record) : null
  return figures && { figures, points: recordedPoints(folder, record) }
}
