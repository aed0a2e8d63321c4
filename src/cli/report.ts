import { join } from 'node:path'
import { drawRun } from '../artifacts/drawing/draw-run.ts'
import { reportName } from '../artifacts/drawing/pictures.ts'
import { DrawingPool, drawingProcesses } from '../artifacts/drawing/pool.ts'
import { readRecord } from '../run/folder/read-record.ts'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { openInBrowser } from './open.ts'
import { shortPath } from './terminal/format.ts'

/** `evolve report <run>`: draws all the pictures of a run folder again, the report last, also while the run goes on. */
export async function report(
  run: string,
  { out, open }: { readonly out?: string; readonly open?: boolean },
  { stdout, stderr, environment }: Host,
): Promise<number> {
  // Sooner than a process can say so.
  readRecord(run)
  const pool = new DrawingPool(drawingProcesses(2))
  try {
    const { written, warnings, unreadable } = await drawRun(run, 'alone', pool.draw, out)
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
