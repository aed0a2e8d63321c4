import { InputError } from '../../../../errors.ts'
import type { GeneratorTakes } from '../options.ts'
import type { Generator } from './generator.ts'
import { LabelledPoints } from './points.ts'

/** Half the width of the square around the origin that contains the centres. */
const reach = 10
const mostCenters = 256

/** A normal cloud for each class around centres drawn uniformly from [-10, 10)². Sizes differ by at most one point. */
export const blobs: Generator<GeneratorTakes['blobs']> = {
  produces: 'classes',
  defaults: { samples: 300, centers: 3, spread: 1 },
  size({ samples, centers }) {
    if (!Number.isInteger(centers) || centers < 2 || centers > Math.min(mostCenters, samples)) {
      const expected = `a whole number from 2 to ${mostCenters}, and no more than samples`
      throw new InputError({ field: 'task.data.centers', expected, found: String(centers) })
    }
    return { samples, inputs: 2 }
  },
  generate({ samples, centers, spread }, stream) {
    const points = new LabelledPoints(samples, ['x', 'y'])
    const draw = (): number => reach * (2 * stream.float64() - 1)
    const middles = Array.from({ length: centers }, () => ({ x: draw(), y: draw() }))
    for (let i = 0; i < samples; i++) {
      const { x, y } = middles[i % centers]!
      points.add(i % centers, x + spread * stream.normal(), y + spread * stream.normal())
    }
    return points.examples(middles.map((_, center) => String(center + 1)))
  },
}
