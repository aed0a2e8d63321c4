import { join } from 'node:path'
import type { DrawRequest } from '../artifacts/drawing/messages.ts'
import { reportName } from '../artifacts/drawing/pictures.ts'
import type { Draw } from '../artifacts/drawing/pool.ts'
import { pagePlace } from '../artifacts/page-address.ts'
import { EvolveError } from '../errors.ts'
import type { RunFolder } from '../run/folder/run-folder.ts'
import { shortPath } from './terminal/format.ts'

/**
 * Draws the report of several trainings into their folder, as `drawInto` does.
 * @returns its path; null if it is not there
 */
export async function reportInto(
  folder: RunFolder,
  draw: Draw,
  warn: (line: string) => void,
): Promise<string | null> {
  const path = shortPath(folder.path)
  const drawn = await drawInto(
    folder,
    { kind: 'trainings', wanted: 'report', ...pagePlace(path) },
    draw,
    warn,
  )
  return drawn ? join(path, reportName) : null
}

/**
 * Draws a picture of several trainings into their folder. If that fails, this only warns, since the figures are saved.
 * @returns whether it is there
 */
export async function drawInto(
  folder: RunFolder,
  request: DrawRequest,
  draw: Draw,
  warn: (line: string) => void,
): Promise<boolean> {
  const reply = await draw(request)
  if (reply.kind !== 'drawn') {
    const what = request.kind === 'trainings' ? 'report' : 'picture'
    warn(`the ${what} of all trainings was not drawn: ${reply.message}`)
    return false
  }
  try {
    for (const { name, bytes } of reply.files) folder.write(name, bytes)
    return true
  } catch (error) {
    if (!(error instanceof EvolveError)) throw error
    warn(error.message)
    return false
  }
}

/** The line that says where a report is; empty without one. */
export function reportLine(path: string | null): string {
  return path === null ? '' : `report: ${path}\n`
}
