/**
 * Intertwined spirals. Two arms of 97 points without noise are the data set of Lang and Witbrock (1988), "Learning to
 * tell two spirals apart", in the size of the CMU benchmark collection: radius 6.5.
 */
import { InputError } from '../../../../errors.ts'
import { cos, sin } from '../../../../math/elementary.ts'
import type { GeneratorTakes } from '../options.ts'
import type { Generator } from './generator.ts'
import { LabelledPoints } from './points.ts'

const outerRadius = 6.5
const pointsPerArm = 97

/** Cosine and sine of each arm's angle to the first arm, by the number of arms. */
const turns: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  2: [
    [1, 0],
    [-1, 0],
  ],
  3: [
    [1, 0],
    [-0.5, Math.sqrt(0.75)],
    [-0.5, -Math.sqrt(0.75)],
  ],
}

/**
 * Each arm makes three turns inwards, from radius 6.5 to 0.5: point i of 0 … 96 is at angle i π/16 and radius
 * 6.5 (104 - i)/104. Other numbers of points are spaced evenly over the same arm. The names of the arms count from 1.
 */
export const spirals: Generator<GeneratorTakes['spirals']> = {
  produces: 'classes',
  defaults: { samples: 2 * pointsPerArm, arms: 2, noise: 0 },
  size({ samples, arms }) {
    if (!Object.hasOwn(turns, arms)) {
      throw new InputError({ field: 'task.data.arms', expected: '2 or 3', found: String(arms) })
    }
    return { samples, inputs: 2 }
  },
  generate({ samples, arms, noise }, stream) {
    const points = new LabelledPoints(samples, ['x', 'y'])
    const jitter = (): number => (noise > 0 ? noise * stream.normal() : 0)
    for (const [arm, [turnCos, turnSin]] of turns[arms]!.entries()) {
      const count = Math.floor((samples + arms - 1 - arm) / arms)
      for (let point = 0; point < count; point++) {
        const i = (point * (pointsPerArm - 1)) / Math.max(1, count - 1)
        const radius = (outerRadius * (104 - i)) / 104
        const angle = Math.fround((i * Math.PI) / 16)
        const x = radius * cos(angle)
        const y = radius * sin(angle)
        points.add(arm, turnCos * x - turnSin * y + jitter(), turnSin * x + turnCos * y + jitter())
      }
    }
    return points.examples(turns[arms]!.map((_, arm) => String(arm + 1)))
  },
}
