import type { GeneratorTakes } from '../options.ts'
import type { Generator } from './generator.ts'
import { LabelledPoints } from './points.ts'

/**
 * Exclusive or: the corners of the unit square in turn, with class 1 if the coordinates differ; noise moves the points.
 */
export const xor: Generator<GeneratorTakes['xor']> = {
  produces: 'classes',
  defaults: { samples: 4, noise: 0 },
  size: ({ samples }) => ({ samples, inputs: 2 }),
  generate({ samples, noise }, stream) {
    const points = new LabelledPoints(samples, ['a', 'b'])
    const jitter = (): number => (noise > 0 ? noise * stream.normal() : 0)
    for (let i = 0; i < samples; i++) {
      const a = (i >> 1) & 1
      const b = i & 1
      points.add(a ^ b, a + jitter(), b + jitter())
    }
    return points.examples(['0', '1'])
  },
}
