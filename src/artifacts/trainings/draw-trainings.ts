import { join } from 'node:path'
import { refusal } from '../../files/refusal.ts'
import { writeWhole } from '../../files/whole-file.ts'
import type { Drawn } from '../drawing/draw-run.ts'
import { reportName } from '../drawing/pictures.ts'
import type { Draw } from '../drawing/pool.ts'
import { pagePlace } from '../page-address.ts'

/**
 * Draws the picture and the report of a folder of several trainings; nothing is thrown.
 * @param folder as the reader sees it
 * @param report where the report goes; default: `report.html` in the folder
 */
export async function drawTrainingsFolder(
  folder: string,
  draw: Draw,
  report: string = join(folder, reportName),
): Promise<Drawn> {
  const reply = await draw({ kind: 'trainings', wanted: 'all', ...pagePlace(folder, report) })
  const none: Drawn = { written: [], warnings: [], unreadable: null }
  if (reply.kind === 'unreadable') return { ...none, unreadable: reply.message }
  if (reply.kind !== 'drawn') return { ...none, warnings: [`${reportName} not written: ${reply.message}`] }
  const written: string[] = []
  const warnings: string[] = []
  for (const { name, bytes } of reply.files) {
    try {
      writeWhole(name === reportName ? report : join(folder, name), bytes)
      written.push(name)
    } catch (error) {
      warnings.push(`${name} not written: ${refusal(error)}`)
    }
  }
  return { written, warnings, unreadable: null }
}
