import { join } from 'node:path'
import type { RunSetting } from '../library/champion-recorder.ts'
import type { StoredModel } from '../model/model-file.ts'
import type { Film } from '../report/film/film.ts'
import { reportHtml } from '../report/html/page.ts'
import { refusal } from '../run/refusal.ts'
import { writeWhole } from '../run/whole-file.ts'
import { filmEpisode } from './episode/film.ts'
import { lossPicture } from './loss-curve.ts'
import { filmMap } from './map-film.ts'
import { networkPicture } from './network.ts'
import { filmNetwork } from './network-film.ts'
import { comparedPicture, filmPicture } from './picture-film.ts'
import { type ReadRun, readRun } from './read-run.ts'
import { reportData, reportName } from './report.ts'

/** Which pictures of a run were drawn. */
export interface Drawn {
  /** Names of files in the run folder. */
  readonly written: readonly string[]
  /** A line for each picture that could not be drawn or written. */
  readonly warnings: readonly string[]
}

/**
 * Draws all the pictures of a run from its folder: the loss; films, if the run kept champions; a picture that was learnt
 * beside the original; and for a run alone its network and the report too. A picture that cannot be drawn or written
 * does not stop the others; nothing is thrown.
 */
export async function drawSafely(folder: string, setting: RunSetting): Promise<Drawn> {
  const written: string[] = []
  const warnings: string[] = []
  const attempt: Attempt = async (names, draw) => {
    try {
      for (const [index, bytes] of (await draw()).entries()) {
        writeWhole(join(folder, names[index]!), bytes)
        written.push(names[index]!)
      }
    } catch (error) {
      warnings.push(`${names.join(' and ')} not written: ${refusal(error)}`)
    }
  }
  try {
    const run = readRun(folder)
    await draw(run, setting, attempt)
    await drawEpisode(run, attempt, warnings)
    if (setting === 'alone') {
      // Last, since it holds the others.
      await attempt([reportName], async () => [
        Buffer.from(reportHtml(await reportData(run, folder, new Date()))),
      ])
    }
  } catch (error) {
    return { written, warnings: [`no pictures drawn: ${refusal(error)}`] }
  }
  return { written, warnings }
}

type Pictures = readonly Uint8Array[]
type Attempt = (names: readonly string[], draw: () => Pictures | Promise<Pictures>) => Promise<void>

async function draw(run: ReadRun, setting: RunSetting, attempt: Attempt): Promise<void> {
  await attempt(['loss.png'], () => [lossPicture(run)])
  const { champion } = run
  if (champion === null) return
  if (setting === 'alone') await attempt(['network.png'], () => [networkPicture(run, champion)])
  await attempt(['picture.png'], async () =>
    champion.signature.outputs.kind === 'colour' ? [comparedPicture(await run.task(), champion)] : [],
  )
  await attempt(['film.gif', 'film.png'], async () => {
    const film = await filmOf(run, champion)
    return film === null ? [] : [film.gif, film.png]
  })
  await attempt(['network.gif'], () => {
    const film = filmNetwork(run, champion)
    return film === null ? [] : [film]
  })
}

/** The film of the champion's episode, for a fitness that draws one. */
async function drawEpisode(run: ReadRun, attempt: Attempt, warnings: string[]): Promise<void> {
  const { snapshots, config, record } = run
  // A run keeps champions if it is to have a film.
  if (snapshots.length === 0 || config.pictures.film === false || record.samples.train > 0) return
  await attempt(['film.gif', 'film.png'], async () => {
    const { film, remark } = await filmEpisode(run)
    if (remark !== null) warnings.push(remark)
    return film === null ? [] : [film.gif, film.png]
  })
}

/** Null for a run that cannot be filmed. */
async function filmOf(run: ReadRun, champion: StoredModel): Promise<Film | null> {
  if (run.snapshots.length === 0 || run.config.pictures.film === false) return null
  // The code of a fitness does not run in this thread.
  if (run.record.samples.train === 0) return null
  const task = await run.task()
  if (task.view === 'map') return filmMap(task, run, champion)
  return task.view === 'picture' ? filmPicture(task, run, champion) : null
}
