import { join } from 'node:path'
import type { StoredModel } from '../model/model-file.ts'
import type { Film } from '../report/film/film.ts'
import { reportHtml } from '../report/html/page.ts'
import { drawLossCurve } from '../report/loss-curve.ts'
import { refusal } from '../run/refusal.ts'
import { writeWhole } from '../run/whole-file.ts'
import { curveOf } from './curve.ts'
import { filmMap } from './map-film.ts'
import { networkPicture } from './network.ts'
import { filmNetwork } from './network-film.ts'
import { besides, filmPicture } from './picture-film.ts'
import { type ReadRun, readRun } from './read-run.ts'
import { reportData, reportName } from './report.ts'

/** What became of the pictures of a run. */
export interface Drawn {
  /** Names of files in the run folder. */
  readonly written: readonly string[]
  /** A line for each picture that could not be drawn or written. */
  readonly warnings: readonly string[]
}

/** A run of its own has its network drawn and a report too. */
export type RunProgress = 'a run of its own' | 'one of many'

/**
 * Draws all the pictures of a run from its folder: the loss, the films if champions were kept, for a picture that was
 * learnt the two side by side, and of a run of its own the network and the report. One that cannot be drawn or written
 * costs no other; nothing is thrown.
 */
export function drawSafely(folder: string, progress: RunProgress): Drawn {
  const written: string[] = []
  const warnings: string[] = []
  const attempt = (names: readonly string[], draw: () => readonly Uint8Array[]): void => {
    try {
      for (const [index, bytes] of draw().entries()) {
        writeWhole(join(folder, names[index]!), bytes)
        written.push(names[index]!)
      }
    } catch (error) {
      warnings.push(`${names.join(' and ')} not written: ${refusal(error)}`)
    }
  }
  try {
    draw(readRun(folder), progress, attempt)
  } catch (error) {
    return { written, warnings: [`no pictures drawn: ${refusal(error)}`] }
  }
  if (progress === 'a run of its own') {
    // Last, since it holds the others.
    attempt([reportName], () => [Buffer.from(reportHtml(reportData(readRun(folder), folder, new Date())))])
  }
  return { written, warnings }
}

type Attempt = (names: readonly string[], draw: () => readonly Uint8Array[]) => void

function draw(run: ReadRun, progress: RunProgress, attempt: Attempt): void {
  attempt(['loss.png'], () => [drawLossCurve(curveOf(run.config, run.events).run(run.record, run.config))])
  const { champion } = run
  if (champion === null) return
  if (progress === 'a run of its own') attempt(['network.png'], () => [networkPicture(run, champion)])
  attempt(['picture.png'], () =>
    champion.signature.outputs.kind === 'colour' ? [besides(run, champion)] : [],
  )
  attempt(['film.gif', 'film.png'], () => {
    const film = filmOf(run, champion)
    return film === null ? [] : [film.gif, film.png]
  })
  attempt(['network.gif'], () => {
    const film = filmNetwork(run, champion)
    return film === null ? [] : [film]
  })
}

/** Null where there is nothing to film. */
function filmOf(run: ReadRun, champion: StoredModel): Film | null {
  if (run.snapshots.length === 0 || run.config.pictures.film === false) return null
  const { view } = run.task
  if (view === null) return null
  return view === 'map' ? filmMap(run, champion) : filmPicture(run, champion)
}
