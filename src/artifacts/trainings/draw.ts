import { trainingsHtml } from '../../report/html/trainings/page.ts'
import { toPng } from '../../report/raster.ts'
import type { PictureFile } from '../drawing/messages.ts'
import { reportName } from '../drawing/pictures.ts'
import type { PagePlace } from '../page-address.ts'
import { readTrainingsFolder } from './read-trainings.ts'
import { trainingsReport } from './report.ts'

/** Device pixels for each pixel of the picture, as of `repeats.png` and `compare.png` elsewhere. */
const zoom = 2

/**
 * The report of a folder of several trainings, and the picture of all of them before it unless the report is all that is
 * asked for.
 * @throws InputError for a folder that holds none
 */
export function drawTrainings(place: PagePlace, wanted: 'report' | 'all'): PictureFile[] {
  const data = trainingsReport(readTrainingsFolder(place.folder), place, new Date())
  const report = { name: reportName, bytes: Buffer.from(trainingsHtml(data)) }
  return wanted === 'report'
    ? [report]
    : [{ name: pictureName(data.kind), bytes: toPng(data.plot, zoom) }, report]
}

function pictureName(kind: 'repeats' | 'compare'): string {
  return `${kind}.png`
}
