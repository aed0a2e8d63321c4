import { isOf } from '../config/schema/strategy.ts'
import type { Config } from '../config/schema.ts'
import type { CurvePoint, CurveRun } from '../report/loss-curve.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { RunIdentity } from '../run/record.ts'

/** Keeps what the loss curve needs of each generation. */
export class Curve {
  readonly points: CurvePoint[] = []
  /** The evaluations at which fine-tuning began; undefined where there was none. */
  finetunedFrom: number | undefined
  private readonly gradient: boolean

  constructor({ strategy }: Config) {
    this.gradient = isOf('gradient', strategy)
  }

  add({ phase, generation, evaluations, champion, median, spread, validation }: GenerationEvent): void {
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
            low: spread === null ? Number.NaN : Math.min(...spread),
            high: spread === null ? Number.NaN : Math.max(...spread),
          }),
      ...(validation === null ? {} : { validation }),
    })
  }

  /** All that a picture of the curve says. */
  run(
    { name, seed, network, fitnessName }: Pick<RunIdentity, 'name' | 'seed' | 'network' | 'fitnessName'>,
    config: Config,
  ): CurveRun {
    return {
      title: `${name}, seed ${seed}`,
      subtitle: `${network}, ${config.strategy.kind}`,
      fitnessLabel: fitnessName,
      spreadLabel: 'quartiles',
      target: config.stop.target,
      finetunedFrom: this.finetunedFrom,
      points: this.points,
    }
  }
}

/** The curve of a run that was read. */
export function curveOf(config: Config, events: readonly GenerationEvent[]): Curve {
  const curve = new Curve(config)
  for (const event of events) curve.add(event)
  return curve
}
