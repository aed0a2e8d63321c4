import { join } from 'node:path'
import { linesOf } from '../files/line-reader.ts'
import { DamagedCheckpoint } from '../run/checkpoint/checkpoint-codec.ts'
import { Checkpoints } from '../run/checkpoint/checkpoints.ts'
import type { Champion, GenerationEvent, Outcome } from '../run/events.ts'
import type { StoredRecord } from '../run/folder/read-record.ts'
import { metricsName } from '../run/folder/run-folder.ts'
import { runStateOf } from './run-state.ts'
import { TrainingCurve, type TrainingPoint } from './training-curve.ts'
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
export function recordedFigures(record: StoredRecord): TrainingFigures | null {
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
export function recordedPoints(folder: string): TrainingPoint[] {
  const curve = new TrainingCurve()
  const { checkpoint } = new Checkpoints(folder, 1).newest(({ state }, path) => {
    const { observer } = runStateOf(state, path)
    const field = { file: path, expected: 'the curve of a training', found: 'none' }
    if (observer === null) throw new DamagedCheckpoint(field)
    curve.restore(observer)
  })
  if (checkpoint !== null) return curve.points
  for (const line of linesOf(join(folder, metricsName))) curve.add(JSON.parse(line) as GenerationEvent)
  return curve.points
}
