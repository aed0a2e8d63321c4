import type { StoredModel } from '../model/model-file.ts'
import type { Film } from '../report/film/film.ts'
import { reportHtml } from '../report/html/page.ts'
import { filmCurves } from './curve-film.ts'
import type { PictureFile } from './drawing/messages.ts'
import { filesOf, type PictureName } from './drawing/pictures.ts'
import { filmEpisode } from './episode/film.ts'
import { traceChampion } from './episode/trace.ts'
import { lossPicture } from './loss-curve.ts'
import { filmMap } from './map-film.ts'
import { isFilmed } from './moments.ts'
import { networkPicture } from './network.ts'
import { filmNetwork } from './network-film.ts'
import type { PagePlace } from './page-address.ts'
import { comparedPicture, filmPicture } from './picture-film.ts'
import type { ReadRun } from './read-run.ts'
import { reportData } from './report.ts'

/** A picture of a run as files; none if the run does not have it. */
export interface DrawnPicture {
  readonly files: readonly PictureFile[]
  /** What should be said about it. */
  readonly remarks: readonly string[]
}

/**
 * Draws one picture of a run.
 * @param wanted the picture, and where the report goes
 * @throws EvolveError that says why it could not be drawn
 */
export async function drawPicture(
  run: ReadRun,
  { picture, ...place }: { readonly picture: PictureName } & PagePlace,
): Promise<DrawnPicture> {
  if (picture === 'film' && isEpisode(run)) {
    if (!isFilmed(run)) return { files: [], remarks: [] }
    const { film, remark } = await filmEpisode(run)
    return { files: named(picture, filmFiles(film)), remarks: remark === null ? [] : [remark] }
  }
  return { files: named(picture, await bytesOf(run, picture, place)), remarks: [] }
}

type Pictures = readonly Uint8Array[]

function named(picture: PictureName, bytes: Pictures): PictureFile[] {
  return bytes.map((content, index) => ({ name: filesOf(picture)[index]!, bytes: content }))
}

function filmFiles(film: Film | null): Pictures {
  return film === null ? [] : [film.gif, film.png]
}

function traceFiles(csv: string | null): Pictures {
  return csv === null ? [] : [Buffer.from(csv)]
}

/** Whether the film of a run is an episode of its champion; the user's code draws it, and not in this process. */
function isEpisode({ record }: ReadRun): boolean {
  return record.samples.train === 0
}

async function bytesOf(run: ReadRun, picture: PictureName, place: PagePlace): Promise<Pictures> {
  const { champion } = run
  if (picture === 'loss') return [lossPicture(run)]
  if (picture === 'report') return [Buffer.from(reportHtml(await reportData(run, place, new Date())))]
  if (champion === null) return []
  if (picture === 'trace') return traceFiles(await traceChampion(run))
  if (picture === 'network') return [networkPicture(run, champion)]
  if (picture === 'film') return filmFiles(await filmOf(run, champion))
  if (picture === 'weights') {
    const film = await filmNetwork(run, champion)
    return film === null ? [] : [film]
  }
  return champion.signature.outputs.kind === 'colour' ? [comparedPicture(await run.task(), champion)] : []
}

/** Null for a run that cannot be filmed. */
async function filmOf(run: ReadRun, champion: StoredModel): Promise<Film | null> {
  if (!isFilmed(run)) return null
  const task = await run.task()
  if (task.view === 'map') return filmMap(task, run, champion)
  if (task.view === 'curve') return filmCurves(task, run, champion)
  return task.view === 'picture' ? filmPicture(task, run, champion) : null
}
