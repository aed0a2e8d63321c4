import { join } from 'node:path'
import { sketchedCurve } from '../library/listing/listed-run.ts'
import { trainingFolders } from '../library/listing/listed-trainings.ts'
import type { DataPoint } from '../report/data-point.ts'
import { runsHtml } from '../report/html/listing/page.ts'
import type { ListedRun } from '../run/folder/listed-run.ts'
import { statsOf } from '../stats.ts'
import { reportName } from './drawing/pictures.ts'

/** Points of a small curve, and curves of a small picture. */
const mostPoints = 60
const mostCurves = 24

/** The runs of a folder as a page that lies in it. Of each run it reads the same little, however long the run is. */
export function runsIndex(runs: readonly ListedRun[], dir: string, now: Date): string {
  return runsHtml({
    ...{ dir, writtenAt: now },
    runs: runs.map((run) => ({
      run,
      report: statsOf(join(run.folder, reportName)) === undefined ? null : reportName,
      curves: curvesOf(run),
    })),
  })
}

/** A curve for each training; none of what cannot be read. */
function curvesOf({ folder, kind, status }: ListedRun): readonly (readonly DataPoint[])[] {
  if (status === 'damaged') return []
  try {
    const folders =
      kind === 'run' ? [folder] : trainingFolders(folder, kind).flatMap(({ folders }) => folders)
    const every = Math.ceil(folders.length / mostCurves)
    return folders
      .filter((_, index) => index % every === 0)
      .map((path) => sketchedCurve(path, mostPoints))
      .filter(({ length }) => length > 0)
  } catch {
    return []
  }
}
