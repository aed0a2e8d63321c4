import { InputError } from '../../errors.ts'
import { refusal } from '../../files/refusal.ts'
import { drawComparison } from '../../report/comparison.ts'
import { drawRepeats } from '../../report/repeats.ts'
import { type DrawnPicture, drawPicture } from '../draw.ts'
import { type ReadRun, readRun } from '../read-run.ts'
import { drawTrainings } from '../trainings/draw.ts'
import type { DrawReply, DrawRequest, PictureFile } from './messages.ts'

/** The side of a process that draws. It writes nothing, so that it can be ended at any time. */
export class Artist {
  /** The run that was read last: its pictures are asked for one after the other. */
  private known: { readonly folder: string; readonly run: ReadRun } | null = null

  /** Never rejects. */
  async answer(request: DrawRequest): Promise<DrawReply> {
    try {
      const { files, remarks } = await this.drawn(request)
      return { kind: 'drawn', files, remarks }
    } catch (error) {
      return error instanceof Unreadable
        ? { kind: 'unreadable', message: error.message }
        : { kind: 'failed', message: refusal(error) }
    }
  }

  private async drawn(request: DrawRequest): Promise<DrawnPicture> {
    if (request.kind === 'run') return await drawPicture(this.read(request.folder), request)
    if (request.kind === 'trainings') return { files: this.trainings(request), remarks: [] }
    const file =
      request.kind === 'repeats'
        ? { name: 'repeats.png', bytes: drawRepeats(request.curves) }
        : { name: 'compare.png', bytes: drawComparison(request.curves) }
    return { files: [file], remarks: [] }
  }

  private trainings({ wanted, ...place }: DrawRequest & { kind: 'trainings' }): readonly PictureFile[] {
    try {
      return drawTrainings(place, wanted)
    } catch (error) {
      throw error instanceof InputError ? new Unreadable(error.message) : error
    }
  }

  private read(folder: string): ReadRun {
    if (this.known?.folder === folder) return this.known.run
    try {
      const run = readRun(folder)
      this.known = { folder, run }
      return run
    } catch (error) {
      throw new Unreadable(error instanceof InputError ? error.message : refusal(error))
    }
  }
}

class Unreadable extends Error {}
