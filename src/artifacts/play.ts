import { EvolveError, InputError } from '../errors.ts'
import { isFailure } from '../evaluation/scorer.ts'
import { electionDrawn } from '../run/fitness-rules.ts'
import { championPlace } from './champion-place.ts'
import { isTraced, traceCsv } from './episode/trace.ts'
import { type ReadRun, readRun } from './read-run.ts'
import { championOf, singleOf } from './single.ts'

/** Episodes of `play` are drawn for this generation, which no run reaches and no election uses. */
const playDrawn = electionDrawn - 1

/** How a champion does on fresh episodes. */
export interface Played {
  readonly fitnessName: string
  /** By episode. */
  readonly fitness: readonly number[]
  /** False for a fitness without random numbers: its own episodes are all that there are. */
  readonly fresh: boolean
  /** The first episode as CSV, with a line for each step; null if it was not asked for. */
  readonly trace: string | null
}

/** What is played, and who is told. */
export interface Playing {
  readonly episodes: number
  /** Whether the first episode is traced; default: false. */
  readonly traced?: boolean
  /** Called with each line that the user's code logs. */
  readonly log: (line: string) => void
}

/**
 * Evaluates the champion of a run on fresh episodes, which neither its training nor its election has seen; in this process, without
 * a deadline. The same run gives the same episodes, and the first n of them are the same for any number.
 * @throws InputError for a run without a champion, or of a task with samples; also for one that is to be traced and cannot be
 * @throws EvolveError for an evaluation that fails
 */
export async function playChampion(
  folder: string,
  { episodes, traced = false, log }: Playing,
): Promise<Played> {
  const run = readRun(folder)
  const { genome, recorded } = championOf(run, folder)
  if (traced && !isTraced(run)) throw untraced(run, folder)
  const { evaluation, custom } = await singleOf(run, folder, log)
  const { generation, individual } = championPlace(recorded)
  const at = { generation, individual, drawn: playDrawn }
  const play = async (count: number): Promise<number[]> => {
    const fitness: number[] = []
    const played = (value: number): void => void fitness.push(value)
    const outcome = await evaluation.score(genome, { ...at, episodes: count, played })
    if (isFailure(outcome)) throw new EvolveError('run', `the champion failed: ${outcome.message}`)
    return fitness
  }
  await evaluation.ready()
  try {
    const own = await play(Math.min(custom.options.episodes, episodes))
    const fresh = evaluation.noisy
    const fitness = fresh && own.length < episodes ? await play(episodes) : own
    const trace = traced ? traceCsv(run, evaluation.scene(genome, at)) : null
    return { fitnessName: run.record.fitnessName, fitness, fresh, trace }
  } finally {
    await evaluation.close()
  }
}

function untraced({ config }: ReadRun, folder: string): InputError {
  const expected = 'the run of a task whose episodes can be traced, such as control'
  return new InputError({ file: folder, expected, found: `one of the task ${config.task.kind}` })
}
