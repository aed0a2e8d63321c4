import type { BuiltRun } from '../config/build.ts'
import { type CurvePoint, drawLossCurve } from '../report/loss-curve.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { RunFolder } from '../run/folder.ts'

/** Keeps what the loss curve needs of each generation, and draws it at the end. */
export class CurveRecorder {
  readonly points: CurvePoint[] = []
  private readonly built: BuiltRun

  constructor(built: BuiltRun) {
    this.built = built
  }

  add({ generation, evaluations, champion, median, spread, validation }: GenerationEvent): void {
    this.points.push({
      generation,
      evaluations,
      best: champion ?? Number.NaN,
      median: median ?? Number.NaN,
      low: spread?.[0] ?? Number.NaN,
      high: spread?.[1] ?? Number.NaN,
      ...(validation === null ? {} : { validation }),
    })
  }

  /** Writes `loss.png` to the run folder. A picture that cannot be written costs no run: it is said, no more. */
  draw(folder: RunFolder, warn: (line: string) => void): void {
    const { identity, task, config } = this.built
    try {
      const picture = drawLossCurve({
        title: `${identity.name}, seed ${identity.seed}`,
        subtitle: `${identity.network}, ${config.strategy.kind}`,
        fitnessLabel: task.loss,
        spreadLabel: 'quartiles',
        target: config.stop.target,
        points: this.points,
      })
      folder.write('loss.png', picture)
    } catch (error) {
      warn(`loss.png was not written: ${(error as Error).message}`)
    }
  }
}
