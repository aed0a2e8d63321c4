import { basename, dirname, join } from 'node:path'
import { InputError } from '../errors.ts'
import { championName } from '../library/champion-file.ts'
import { loadModel } from '../library/load-model.ts'
import type { TrainedModel } from '../library/trained-model.ts'
import type { Direction } from '../math/direction.ts'
import { plural } from '../report/number.ts'
import { readJson, readOptional } from '../run/folder/read-file.ts'
import { readRecord, type StoredRecord } from '../run/folder/read-record.ts'
import { readTrainings, trainingsName } from '../run/folder/trainings-record.ts'
import { statsOf } from '../stats.ts'
import { type Repeat, repeatsName } from './repeats/repeats-report.ts'
import { shortPath } from './terminal/format.ts'

/** The model that a command works with. */
export interface RunModel {
  readonly model: TrainedModel
  /** The file, for messages. */
  readonly file: string
}

/**
 * The model of a run, of the best of several trainings, or of a model file.
 * @param run a folder or a file
 * @param doing what is done with it: `predicting`
 * @param tell called with a line if there were several to choose from
 * @throws InputError for a folder or a file without a model, and for the folder of a comparison
 */
export async function modelOf(run: string, doing: string, tell: (line: string) => void): Promise<RunModel> {
  const file = fileOf(run, doing, tell)
  return { model: await loadModel(file), file }
}

function fileOf(run: string, doing: string, tell: (line: string) => void): string {
  if (statsOf(run)?.isDirectory() !== true) return run
  if (statsOf(join(run, trainingsName)) === undefined) return join(run, championName)
  if (readTrainings(run).kind === 'compare') {
    const expected = 'the folder of one run, or of --repeats'
    throw new InputError({
      ...{ file: run, expected, found: 'a comparison' },
      hint: 'name the folder of a run in it',
    })
  }
  const repeats = readJson(run, repeatsName) as readonly Repeat[]
  const [first] = repeats
  if (first === undefined)
    throw new InputError({ file: run, expected: 'a training that has ended', found: 'none' })
  const folderOf = ({ seed }: Repeat): string => join(run, `seed-${seed}`)
  const { direction = 'minimize' } = readRecord(folderOf(first))
  const validated = repeats.every(({ validation }) => validation !== null)
  const best = bestOf(repeats, ({ fitness, validation }) => (validated ? validation! : fitness), direction)
  const part = validated ? 'on the validation part' : 'on the training part'
  const count = plural(repeats.length, 'training')
  tell(`${shortPath(run)} has ${count}: ${doing} with seed ${best.seed}, the best ${part}`)
  return join(folderOf(best), championName)
}

/** The first of equals, which has the lowest seed. */
function bestOf(
  repeats: readonly Repeat[],
  scoreOf: (repeat: Repeat) => number,
  direction: Direction,
): Repeat {
  const isBetter = (a: number, b: number): boolean => (direction === 'minimize' ? a < b : a > b)
  return repeats.reduce((best, repeat) => (isBetter(scoreOf(repeat), scoreOf(best)) ? repeat : best))
}

/** The record of the run that a model file belongs to; null if it is not the champion in a run folder. */
export function recordBeside(file: string): StoredRecord | null {
  const folder = dirname(file)
  const isOfRun = basename(file) === championName && readOptional(folder, 'run.json') !== null
  return isOfRun ? readRecord(folder) : null
}
