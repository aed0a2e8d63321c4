import { drawRun } from '../../artifacts/drawing/draw-run.ts'
import { reportName } from '../../artifacts/drawing/pictures.ts'
import { DrawingPool, drawingProcesses } from '../../artifacts/drawing/pool.ts'
import type { BuiltRun } from '../../config/build.ts'
import { keepsChampions } from '../../library/champion-recorder.ts'
import { shortPath } from '../terminal/format.ts'

/** A training that takes longer gets processes that are ready to draw when it ends. */
const soonMs = 300
/** They do not wait longer than this: then a fraction of a second matters to nobody, and they take memory. */
const patienceMs = 30_000

/** Where the pictures of a run say what happens. */
export interface PictureTeller {
  readonly notice: (line: string) => void
  /** Also in quiet mode. */
  readonly warning: (line: string) => void
}

/** The pictures of a training that runs alone. They are drawn by processes of their own when it has ended. */
export class RunPictures {
  private readonly filmed: boolean
  private readonly pool: DrawingPool
  private readonly teller: PictureTeller
  private timer: NodeJS.Timeout | undefined

  /** Null for a config that wants none. */
  static of(built: BuiltRun, teller: PictureTeller): RunPictures | null {
    return built.config.pictures === false ? null : new RunPictures(keepsChampions(built, 'alone'), teller)
  }

  private constructor(filmed: boolean, teller: PictureTeller) {
    this.filmed = filmed
    this.teller = teller
    // Two films are most of the work.
    this.pool = new DrawingPool(drawingProcesses(filmed ? 2 : 1))
  }

  /** Called when the training begins. */
  prepare(): void {
    this.timer = setTimeout(() => {
      this.pool.warm()
      this.timer = setTimeout(() => this.pool.cool(), patienceMs).unref()
    }, soonMs).unref()
  }

  /**
   * Draws the pictures of a run that has ended. Errors are told but not thrown.
   * @param interrupted ends the drawing at once
   * @returns the path of the report; null if it was not written
   */
  async draw(folder: string, interrupted: AbortSignal): Promise<string | null> {
    clearTimeout(this.timer)
    const path = shortPath(folder)
    if (this.filmed) this.teller.notice('drawing the film')
    interrupted.addEventListener('abort', () => this.pool.close(), { once: true })
    const { written, warnings } = await drawRun(path, 'alone', this.pool.draw)
    if (this.pool.closed) {
      this.teller.notice(written.length === 0 ? 'no picture is drawn' : `drawn: ${written.join(', ')}`)
    } else for (const line of warnings) this.teller.warning(line)
    return written.includes(reportName) ? `${path}/${reportName}` : null
  }

  end(): void {
    clearTimeout(this.timer)
    this.pool.close()
  }
}
