import { join } from 'node:path'
import { drawRun } from '../artifacts/drawing/draw-run.ts'
import { reportName } from '../artifacts/drawing/pictures.ts'
import { DrawingPool, drawingProcesses } from '../artifacts/drawing/pool.ts'
import { drawTrainingsFolder } from '../artifacts/trainings/draw-trainings.ts'
import { readRecord } from '../run/folder/read-record.ts'
import { readTrainings, trainingsName } from '../run/folder/trainings-record.ts'
import { statsOf } from '../stats.ts'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { openInBrowser } from './open.ts'
import { shortPath } from './terminal/format.ts'

/**
 * `evolve report <run>`: draws all the pictures of a run folder again, the report last, also while the run goes on. Of a folder
 * of several trainings the picture of all of them, and its report.
 */
export async function report(
  run: string,
  { out, open }: { readonly out?: string; readonly open?: boolean },
  { stdout, stderr, environment }: Host,
): Promise<number> {
  const several = statsOf(join(run, trainingsName)) !== undefined
  // Sooner than a process can say so.
  if (several) readTrainings(run)
  else readRecord(run)
  const pool = new DrawingPool(drawingProcesses(2))
  try {
    const { written, warnings, unreadable } = several
      ? await drawTrainingsFolder(run, pool.draw, out)
      : await drawRun(run, 'alone', pool.draw, out)
    for (const line of warnings) stderr.write(`evolve: ${line}\n`)
    if (unreadable !== null) {
      stderr.write(`evolve: ${unreadable}\n`)
      return exit.usage
    }
    if (!written.includes(reportName)) return exit.failed
    const path = shortPath(out ?? join(run, reportName))
    stdout.write(`written to ${path}\n`)
    if (open === true) await openInBrowser(path, environment, (line) => stderr.write(`${line}\n`))
    return exit.done
  } finally {
    pool.close()
  }
}
