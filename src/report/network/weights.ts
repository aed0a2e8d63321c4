import { round } from '../svg.ts'
import type { NetworkColours } from './colours.ts'
import type { UnitColumn } from './layout.ts'
import { strokes } from './strokes.ts'

/** The parameters of one layer. */
export interface LayerWeights {
  /** (O); empty for a layer without biases */
  readonly biases: Float32Array
  /** (O, I) */
  readonly weights: Float32Array
  /** (O, O) of a unit's own layer in the step before; null if it is not recurrent */
  readonly recurrent: Float32Array | null
}

/** The largest absolute value; NaN is ignored, and 0 stands for no values. */
export function largest(values: Float32Array): number {
  return values.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0)
}

/**
 * The lines between two columns.
 * @param most absolute value of the weight that is drawn widest
 */
export function weightLines(
  { weights }: LayerWeights,
  from: UnitColumn,
  to: UnitColumn,
  colours: NetworkColours,
  most: number,
): string {
  const lines = to.units.flatMap((target) =>
    from.units.map((source) => ({
      weight: weights[target.index * from.count + source.index]!,
      path: () => `M${round(from.x)},${round(source.y)}L${round(to.x)},${round(target.y)}`,
    })),
  )
  return strokes(lines, colours, most)
}
