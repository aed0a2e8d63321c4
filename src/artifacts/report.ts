import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InputError } from '../errors.ts'
import { refusal } from '../files/refusal.ts'
import { figureUnits } from '../report/figure-units.ts'
import type { ChampionAnswers, ReportData, ReportPicture } from '../report/html/data.ts'
import { statsOf } from '../stats.ts'
import { taskKind } from '../tasks/index.ts'
import { traceName } from './drawing/pictures.ts'
import { mostFrames } from './episode/film.ts'
import { isTraced } from './episode/trace.ts'
import { drawingOf } from './network.ts'
import { addressFrom, type PagePlace } from './page-address.ts'
import type { ReadRun } from './read-run.ts'
import { answersOf } from './report-answers.ts'

/** Bytes; larger pictures stay in the run folder alone. */
const largestPicture = 12_000_000

/** What a report shows of a run. What cannot be shown, such as answers for a data file that is gone, gets a remark. */
export async function reportData(run: ReadRun, place: PagePlace, now: Date): Promise<ReportData> {
  const { record, config, events, curves, champion } = run
  const remarks: string[] = []
  return {
    folder: place.folder,
    writtenAt: now.toISOString(),
    record,
    config,
    target: config.stop.target,
    events,
    curves,
    network: champion && drawingOf(champion),
    units: figureUnits(champion),
    genome: run.genome,
    failures: run.failures,
    // Only what was learnt from samples has no code of the user in it.
    replays: record.samples.train === 0,
    networkFilm: networkFilm(run.folder, remarks),
    answers: await answers(run, remarks),
    pictures: pictures(run, remarks),
    trace: trace(run, place),
    remarks,
  }
}

/** The champion's episode, if it is in the run folder. */
function trace({ folder }: ReadRun, place: PagePlace): ReportData['trace'] {
  const file = join(folder, traceName)
  return statsOf(file)?.isFile() === true ? { name: traceName, address: addressFrom(place, file) } : null
}

async function answers(run: ReadRun, remarks: string[]): Promise<ChampionAnswers | null> {
  // Only what was learnt from samples has answers to compare with.
  if (run.champion === null || run.record.samples.train === 0) return null
  try {
    if (changed(run)) {
      remarks.push('The data file has changed since the run: predictions are left out.')
      return null
    }
    return answersOf(run.champion, await run.task())
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    remarks.push(`The data could not be read again: ${error.message}`)
    return null
  }
}

/** True if the data file no longer has the hash that the run kept. */
function changed({ folder, config, record }: ReadRun): boolean {
  const { data: file } = taskKind(config.task).sources(config.task)
  const hash = record.hashes['data']
  if (file === undefined || hash === undefined) return false
  try {
    return (
      createHash('sha256')
        .update(readFileSync(resolve(folder, file)))
        .digest('hex') !== hash
    )
  } catch {
    // The task gives the better error.
    return false
  }
}

/** A file of the folder; undefined if there is none, or if it cannot go into the report. */
function bytesOf(folder: string, name: string, remarks: string[]): Uint8Array | undefined {
  try {
    const bytes = readFileSync(join(folder, name))
    if (bytes.length <= largestPicture) return bytes
    remarks.push(`${name} is too large to be shown here; it is in the run folder.`)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') {
      remarks.push(`${name} could not be read: ${refusal(cause)}`)
    }
  }
  return undefined
}

function networkFilm(folder: string, remarks: string[]): ReportPicture | null {
  const film = picture(bytesOf(folder, 'network.gif', remarks), {
    name: 'network.gif',
    type: 'image/gif',
    caption: 'From the first champion to the last; widths are relative to the largest weights in the film',
    description: "A film of the champion's layers, units and weights during the training",
  })
  return film ?? null
}

/** The pictures in the folder. */
function pictures(run: ReadRun, remarks: string[]): ReportPicture[] {
  const { folder } = run
  const film = bytesOf(folder, 'film.gif', remarks)
  const still = bytesOf(folder, 'film.png', remarks)
  const found: (ReportPicture | undefined)[] = [
    picture(film, { name: 'film.gif', type: 'image/gif', still, ...filmWords(run) }),
    picture(film === undefined ? still : undefined, {
      name: 'film.png',
      type: 'image/png',
      caption: 'The champion at the end',
      description: "The champion's answers at the end of the training, and the loss",
    }),
    picture(bytesOf(folder, 'picture.png', remarks), {
      name: 'picture.png',
      type: 'image/png',
      caption: 'Left: the original. Right: what the network learnt',
      description: "The original picture beside the network's version",
    }),
  ]
  return found.filter((one) => one !== undefined)
}

function filmWords(run: ReadRun): Pick<ReportPicture, 'caption' | 'description'> {
  if (run.record.samples.train === 0) {
    return {
      caption: isTraced(run)
        ? "The champion's first episode; of a long one the beginning and the end"
        : `The champion's first episode, as the fitness draws it; at most ${mostFrames(run)} frames`,
      description: "A film of the champion's first episode",
    }
  }
  return {
    caption: 'The training from the first champion to the last',
    description: "A film of the champion's answers and the loss during the training",
  }
}

function picture(
  bytes: Uint8Array | undefined,
  about: Omit<ReportPicture, 'bytes'>,
): ReportPicture | undefined {
  return bytes === undefined ? undefined : { ...about, bytes }
}
