import { join } from 'node:path'
import type { RunSetting } from '../library/champion-recorder.ts'
import type { StoredModel } from '../model/model-file.ts'
import type { Film } from '../report/film/film.ts'
import { reportHtml } from '../report/html/page.ts'
import { refusal } from '../run/refusal.ts'
import { writeWhole } from '../run/whole-file.ts'
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
export function drawSafely(folder: string, setting: RunSetting): Drawn {
  const written: string[] = []
  const warnings: string[] = []
  const attempt = (names: readonly string[], draw: () => readonly Uint8Array[]): void => {
    try {
      for (const [index, bytes] of draw().entries()) {
        writeWhole(join(folder, names[index]!), bytes)
        written.push(names[index]!)
      }
    } catch (error) {
      warnings.push(`${names.join(' and ')} not written: ${refusal(error)}`)
    }
  }
  try {
    const run = readRun(folder)
    draw(run, setting, attempt)
    if (setting === 'alone') {
      // Last, since it holds the others.
      attempt([reportName], () => [Buffer.from(reportHtml(reportData(run, folder, new Date())))])
    }
  } catch (error) {
    return { written, warnings: [`no pictures drawn: ${refusal(error)}`] }
  }
  return { written, warnings }
}

type Attempt = (names: readonly string[], draw: () => readonly Uint8Array[]) => void

function draw(run: ReadRun, setting: RunSetting, attempt: Attempt): void {
  attempt(['loss.png'], () => [lossPicture(run)])
  const { champion } = run
  if (champion === null) return
  if (setting === 'alone') attempt(['network.png'], () => [networkPicture(run, champion)])
  attempt(['picture.png'], () =>
    champion.signature.outputs.kind === 'colour' ? [comparedPicture(run, champion)] : [],
  )
  attempt(['film.gif', 'film.png'], () => {
    const film = filmOf(run, champion)
    return film === null ? [] : [film.gif, film.png]
  })
  attempt(['network.gif'], () => {
    const film = filmNetwork(run, champion)
    return film === null ? [] : [film]
  })
}

/** Null for a run that cannot be filmed. */
function filmOf(run: ReadRun, champion: StoredModel): Film | null {
  if (run.snapshots.length === 0 || run.config.pictures.film === false) return null
  const { view } = run.task
  if (view === null) return null
  return view === 'map' ? filmMap(run, champion) : filmPicture(run, champion)
}
