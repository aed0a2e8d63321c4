import { drawLossCurve } from '../report/loss-curve.ts'
import { structureText } from '../report/structure.ts'
import { methodOf } from './moments.ts'
import type { ReadRun } from './read-run.ts'

/** Fitness against evaluations as a PNG file. */
export function lossPicture({ record, config, curves, fitnessLabel }: ReadRun): Buffer {
  return drawLossCurve({
    title: `${record.name}, seed ${record.seed}`,
    subtitle: `${structureText(record)}, ${methodOf(config)}`,
    fitnessLabel,
    target: config.stop.target,
    curves,
  })
}
