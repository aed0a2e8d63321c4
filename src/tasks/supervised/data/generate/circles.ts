import { cos, sin } from '../../../../math/elementary.ts'
import type { GeneratorTakes } from '../options.ts'
import type { Generator } from './generator.ts'
import { LabelledPoints } from './points.ts'

const disc = 0
const ring = 1

/**
 * A ring around a disc in the unit square, both with centre (0.5, 0.5). Each point is in the ring or the disc with
 * equal probability. The radius is 0.4 ± 0.08, uniform, in the ring; in the disc √(u/2), u uniform in [0, 0.05). The
 * targets are 0.9 for the point's class and 0.1 for the other.
 */
export const circles: Generator<GeneratorTakes['circles']> = {
  produces: 'classes',
  defaults: { samples: 1000 },
  size: ({ samples }) => ({ samples, inputs: 2 }),
  generate({ samples }, stream) {
    const points = new LabelledPoints(samples, ['x', 'y'])
    for (let i = 0; i < samples; i++) {
      const label = stream.float64() < 0.5 ? ring : disc
      const u = stream.float64()
      const radius = label === ring ? 0.4 + 0.08 * (2 * u - 1) : Math.sqrt((0.05 * u) / 2)
      const angle = Math.fround(2 * Math.PI * stream.float64())
      points.add(label, 0.5 + radius * cos(angle), 0.5 + radius * sin(angle))
    }
    return points.examples(['disc', 'ring'], { off: 0.1, on: 0.9 })
  },
}
