import { cos, sin } from '../../../../math/elementary.ts'
import type { GeneratorTakes } from '../options.ts'
import type { Generator } from './generator.ts'
import { LabelledPoints } from './points.ts'

/** Two interlocking half circles of radius 1: evenly spaced points with normal noise. */
export const moons: Generator<GeneratorTakes['moons']> = {
  produces: 'classes',
  defaults: { samples: 200, noise: 0.1 },
  size: ({ samples }) => ({ samples, inputs: 2 }),
  generate({ samples, noise }, stream) {
    const points = new LabelledPoints(samples, ['x', 'y'])
    const upper = Math.ceil(samples / 2)
    const jitter = (): number => (noise > 0 ? noise * stream.normal() : 0)
    for (let i = 0; i < samples; i++) {
      const label = i < upper ? 0 : 1
      const last = (label === 0 ? upper : samples - upper) - 1
      const angle = Math.fround((Math.PI * (i - label * upper)) / Math.max(1, last))
      const x = label === 0 ? cos(angle) : 1 - cos(angle)
      const y = label === 0 ? sin(angle) : 0.5 - sin(angle)
      points.add(label, x + jitter(), y + jitter())
    }
    return points.examples(['upper', 'lower'])
  },
}
