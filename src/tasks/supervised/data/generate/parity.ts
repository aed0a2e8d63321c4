import { InputError } from '../../../../errors.ts'
import type { GeneratorTakes } from '../options.ts'
import type { Generator } from './generator.ts'
import { LabelledPoints } from './points.ts'

const mostBits = 16

/** Parity of n bits: every row of the truth table once, with class 1 if the number of ones is odd. */
export const parity: Generator<GeneratorTakes['parity']> = {
  produces: 'classes',
  defaults: { bits: 4 },
  size({ bits }) {
    if (!Number.isInteger(bits) || bits < 1 || bits > mostBits) {
      const expected = `a whole number from 1 to ${mostBits}`
      throw new InputError({ field: 'task.data.bits', expected, found: String(bits) })
    }
    return { samples: 1 << bits, inputs: bits }
  },
  generate({ bits }) {
    const names = Array.from({ length: bits }, (_, bit) => `bit ${bit + 1}`)
    const points = new LabelledPoints(1 << bits, names)
    for (let row = 0; row < 1 << bits; row++) {
      const values = names.map((_, bit) => (row >> (bits - 1 - bit)) & 1)
      points.add(
        values.reduce((odd, value) => odd ^ value, 0),
        ...values,
      )
    }
    return points.examples(['even', 'odd'])
  },
}
