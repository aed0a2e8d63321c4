import { join } from 'node:path'
import { refusal } from '../../files/refusal.ts'
import { writeWhole } from '../../files/whole-file.ts'
import { type RunSetting, snapshotsName } from '../../library/champion-recorder.ts'
import { statsOf } from '../../stats.ts'
import { pagePlace } from '../page-address.ts'
import type { PictureFile } from './messages.ts'
import { filesOf, type PictureName, picturesOf, reportName } from './pictures.ts'
import type { Draw } from './pool.ts'

/** Which pictures of a run were drawn. */
export interface Drawn {
  /** Names of files in the run folder, in the order of their pictures. */
  readonly written: readonly string[]
  /** A line for each picture that could not be drawn or written. */
  readonly warnings: readonly string[]
  /** Why the folder could not be read as a run, so that nothing was drawn; null if it could. */
  readonly unreadable: string | null
}

/**
 * Draws all the pictures of a run from its folder: the loss; films, if the run kept champions; a picture that was learnt
 * beside the original; and for a run alone its network and the report too. A picture that cannot be drawn or written
 * does not stop the others; nothing is thrown. Files are written here, so each is complete or absent, whenever a process
 * that draws is ended.
 *
 * @param folder as the reader sees it
 * @param report where the report goes; default: `report.html` in the folder
 */
export async function drawRun(
  folder: string,
  setting: RunSetting,
  draw: Draw,
  report?: string,
): Promise<Drawn> {
  const canvas = new RunCanvas(folder, draw, report)
  const names = picturesOf(setting)
  const before = names.filter((name) => name !== 'report')
  const warnings = (await Promise.all(before.map((name) => canvas.add(name)))).flat()
  if (names.includes('report')) warnings.push(...(await canvas.add('report')))
  const { written, unreadable } = canvas
  return { written: names.flatMap(filesOf).filter((name) => written.has(name)), warnings, unreadable }
}

/** Whether the pictures of one of many runs have been drawn since it ended. A film is drawn again, to be sure. */
export function isDrawn(folder: string): boolean {
  const [record, loss, champions] = ['run.json', 'loss.png', snapshotsName].map((name) =>
    statsOf(join(folder, name)),
  )
  return (
    record !== undefined && loss !== undefined && champions === undefined && loss.mtimeMs >= record.mtimeMs
  )
}

/** Draws the pictures of a run and writes them. */
class RunCanvas {
  readonly written: Set<string> = new Set()
  unreadable: string | null = null
  private readonly folder: string
  private readonly draw: Draw
  private readonly report: string | undefined

  constructor(folder: string, draw: Draw, report: string | undefined) {
    this.folder = folder
    this.draw = draw
    this.report = report
  }

  /** @returns what should be said about it */
  async add(picture: PictureName): Promise<readonly string[]> {
    if (this.unreadable !== null) return []
    const { folder, report } = this
    const files = (picture === 'report' ? [report ?? reportName] : filesOf(picture)).join(' and ')
    const reply = await this.draw({ kind: 'run', picture, ...pagePlace(folder, report) })
    switch (reply.kind) {
      case 'unreadable':
        this.unreadable = reply.message
        return []
      case 'failed':
        return [`${files} not written: ${reply.message}`]
      case 'lost':
        return [`${files} not drawn: ${reply.message}; evolve report ${folder} draws all pictures again`]
      case 'drawn':
        return [...reply.remarks, ...this.write(reply.files, files)]
    }
  }

  /** @param names of the files, for messages */
  private write(files: readonly PictureFile[], names: string): readonly string[] {
    const { folder, report } = this
    try {
      for (const { name, bytes } of files) {
        writeWhole(name === reportName ? (report ?? join(folder, name)) : join(folder, name), bytes)
        this.written.add(name)
      }
      return []
    } catch (error) {
      return [`${names} not written: ${refusal(error)}`]
    }
  }
}
