import { EvolveError } from '../errors.ts'
import { isFailure } from '../evaluation/scorer.ts'
import { electionDrawn } from '../run/fitness-rules.ts'
import { championPlace } from './champion-place.ts'
import { readRun } from './read-run.ts'
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
}

/**
 * Evaluates the champion of a run on fresh episodes, which neither its training nor its election has seen; in this process, without
 * a deadline. The same run gives the same episodes, and the first n of them are the same for any number.
 * @param log called with each line that the user's code logs
 * @throws InputError for a run without a champion, or of a task with samples
 * @throws EvolveError for an evaluation that fails
 */
export async function playChampion(
  folder: string,
  episodes: number,
  log: (line: string) => void,
): Promise<Played> {
  const run = readRun(folder)
  const { genome, recorded } = championOf(run, folder)
  const { evaluation, custom } = await singleOf(run, folder, log)
  const { generation, individual } = championPlace(recorded)
  const play = async (count: number): Promise<number[]> => {
    const fitness: number[] = []
    const at = { generation, individual, drawn: playDrawn, episodes: count }
    const outcome = await evaluation.score(genome, { ...at, played: (value) => fitness.push(value) })
    if (isFailure(outcome)) throw new EvolveError('run', `the champion failed: ${outcome.message}`)
    return fitness
  }
  await evaluation.ready()
  try {
    const own = await play(Math.min(custom.options.episodes, episodes))
    const fresh = evaluation.noisy
    const fitness = fresh && own.length < episodes ? await play(episodes) : own
    return { fitnessName: run.record.fitnessName, fitness, fresh }
  } finally {
    await evaluation.close()
  }
}
