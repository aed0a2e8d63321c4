import { stringify } from 'csv-stringify/sync'
import type { Scene } from '../../evaluation/single-evaluation.ts'
import type { FitnessNetwork } from '../../tasks/custom/fitness.ts'
import { taskKind } from '../../tasks/index.ts'
import { championPlace } from '../champion-place.ts'
import type { ReadRun } from '../read-run.ts'
import { singleOf } from '../single.ts'

/** Whether episodes of a run have steps that the program knows. */
export function isTraced({ config }: Pick<ReadRun, 'config'>): boolean {
  return taskKind(config.task).trace !== undefined
}

/** An episode as CSV, with a line for each step. @param run one whose episodes are traced */
export function traceCsv({ config }: Pick<ReadRun, 'config'>, { subject, context }: Scene): string {
  const { columns, rows } = taskKind(config.task).trace!(config.task, subject as FitnessNetwork, context)
  return `${stringify([columns])}${rows.map((row) => `${row.join(',')}\n`).join('')}`
}

/**
 * The champion's first episode as CSV, in this process: only the program's own code is run. Null for a run without a champion, and where
 * episodes are not traced.
 */
export async function traceChampion(run: ReadRun): Promise<string | null> {
  const genome = run.champion?.parameters
  const { champion } = run.record
  if (!isTraced(run) || genome === undefined || champion === null) return null
  const { evaluation } = await singleOf(run, run.folder, () => {})
  await evaluation.ready()
  try {
    return traceCsv(run, evaluation.scene(genome, championPlace(champion)))
  } finally {
    await evaluation.close()
  }
}
