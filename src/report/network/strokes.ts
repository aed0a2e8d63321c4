import { element } from '../svg.ts'
import type { NetworkColours } from './colours.ts'

/** Steps of width and opacity: finer than the eye sees, and few enough to give each step one path. */
const STEPS = 12

/** A weight and its way through the picture. */
interface WeightPath {
  readonly weight: number
  /** Only asked for if the weight is drawn. */
  path(): string
}

/**
 * Colour shows the sign of a weight, width and opacity its size relative to `most`; large weights are on top.
 * @param most absolute value of the weight that is drawn widest
 */
export function strokes(
  paths: readonly WeightPath[],
  { positive, negative }: NetworkColours,
  most: number,
): string {
  if (most === 0) return ''
  const lines = new Map<number, string[]>()
  for (const { weight, path } of paths) {
    const step = Math.min(STEPS, Math.ceil((Math.abs(weight) / most) * STEPS))
    if (!(step > 0)) continue
    const key = weight < 0 ? -step : step
    const group = lines.get(key) ?? []
    group.push(path())
    lines.set(key, group)
  }
  const count = paths.length
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
