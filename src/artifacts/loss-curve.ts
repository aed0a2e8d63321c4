import { drawLossCurve } from '../report/loss-curve.ts'
import type { ReadRun } from './read-run.ts'

/** Fitness against evaluations as a PNG file. */
export function lossPicture({ record, config, curves }: ReadRun): Buffer {
  return drawLossCurve({
    title: `${record.name}, seed ${record.seed}`,
    subtitle: `${record.network}, ${config.strategy.kind}`,
    fitnessLabel: record.fitnessName,
    target: config.stop.target,
    curves,
  })
}
