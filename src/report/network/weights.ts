import { element, round } from '../svg.ts'
import type { NetworkColours } from './colours.ts'
import type { UnitColumn } from './layout.ts'

/** The parameters of one layer, as they lie in a genome. */
export interface LayerWeights {
  /** (O) */
  readonly biases: Float32Array
  /** (O, I) */
  readonly weights: Float32Array
}

/** Steps of width and opacity: finer than the eye sees, and few enough to give each step one path. */
const STEPS = 12

/** The largest absolute value; NaN is ignored, and 0 stands for no values. */
export function largest(values: Float32Array): number {
  return values.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0)
}

/**
 * The lines between two columns. Colour shows the sign of a weight, width and opacity its size relative to `most`; large
 * weights are on top.
 * @param most absolute value of the weight that is drawn widest
 */
export function weightLines(
  { weights }: LayerWeights,
  from: UnitColumn,
  to: UnitColumn,
  { positive, negative }: NetworkColours,
  most: number,
): string {
  if (most === 0) return ''
  const lines = new Map<number, string[]>()
  for (const target of to.units) {
    for (const source of from.units) {
      const weight = weights[target.index * from.count + source.index]!
      const step = Math.min(STEPS, Math.ceil((Math.abs(weight) / most) * STEPS))
      if (!(step > 0)) continue
      const key = weight < 0 ? -step : step
      const path = lines.get(key) ?? []
      path.push(`M${round(from.x)},${round(source.y)}L${round(to.x)},${round(target.y)}`)
      lines.set(key, path)
    }
  }
  const count = from.units.length * to.units.length
  const widest = Math.min(5.5, Math.max(1.8, 22 / Math.sqrt(count)))
  const faintest = count > 100 ? 0.04 : 0.15
  return [...lines]
    .sort(([a], [b]) => Math.abs(a) - Math.abs(b))
    .map(([key, path]) => {
      const share = Math.abs(key) / STEPS
      return element('path', {
        d: path.join(''),
        fill: 'none',
        stroke: key < 0 ? negative : positive,
        'stroke-width': 0.35 + (widest - 0.35) * share,
        'stroke-opacity': faintest + (0.9 - faintest) * share,
      })
    })
    .join('')
}
