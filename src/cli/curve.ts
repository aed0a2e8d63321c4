import type { BuiltRun } from '../config/build.ts'
import { isGradient } from '../config/schema/strategy.ts'
import { type CurvePoint, drawLossCurve } from '../report/loss-curve.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { RunFolder } from '../run/folder.ts'

/** Keeps what the loss curve needs of each generation, and draws it at the end. */
export class CurveRecorder {
  readonly points: CurvePoint[] = []
  private readonly built: BuiltRun
  private readonly gradient: boolean
  private finetunedFrom: number | undefined

  constructor(built: BuiltRun) {
    this.built = built
    this.gradient = isGradient(built.config.strategy)
  }

  add(event: GenerationEvent): void {
    const { phase, generation, evaluations, champion, median, spread, validation } = event
    const before = this.points.at(-1)?.evaluations
    if (phase === 'finetune' && this.finetunedFrom === undefined) this.finetunedFrom = before
    this.points.push({
      generation,
      evaluations,
      best: champion ?? Number.NaN,
      ...(this.gradient || phase === 'finetune'
        ? { current: median ?? Number.NaN }
        : {
            median: median ?? Number.NaN,
            low: spread?.[0] ?? Number.NaN,
            high: spread?.[1] ?? Number.NaN,
          }),
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
        finetunedFrom: this.finetunedFrom,
        points: this.points,
      })
      folder.write('loss.png', picture)
    } catch (error) {
      warn(`loss.png was not written: ${(error as Error).message}`)
    }
  }
}
