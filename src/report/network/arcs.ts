import { round } from '../svg.ts'
import type { NetworkColours } from './colours.ts'
import type { UnitColumn } from './layout.ts'
import { strokes } from './strokes.ts'

/** The least distance between an arc's ends and its furthest point, and its share of the distance between the ends, pixels. */
const BULGE = 12
const BULGE_SHARE = 0.22
const WIDEST_BULGE = 64

/**
 * The recurrent weights of a layer as arcs between its units: those that lead down on the right of their column, those that
 * lead up on its left, and a loop from a unit to itself.
 * @param most absolute value of the weight that is drawn widest
 */
export function recurrentArcs(
  recurrent: Float32Array,
  column: UnitColumn,
  colours: NetworkColours,
  most: number,
): string {
  const { units, x, count, radius } = column
  const arcs = units.flatMap((target) =>
    units.map((source) => ({
      weight: recurrent[target.index * count + source.index]!,
      path: () => (source === target ? loop(x, source.y, radius) : arc(x, source.y, target.y, radius)),
    })),
  )
  return strokes(arcs, colours, most)
}

/** From unit to unit, on the side that shows its direction. */
function arc(x: number, from: number, to: number, radius: number): string {
  const side = to > from ? 1 : -1
  const bulge = Math.min(WIDEST_BULGE, BULGE + BULGE_SHARE * Math.abs(to - from))
  const edge = x + side * radius * 0.7
  // The curve reaches half as far as its control point.
  return `M${round(edge)},${round(from)}Q${round(edge + side * 2 * bulge)},${round((from + to) / 2)} ${round(edge)},${round(to)}`
}

/** Out of a unit at its upper right, and in again at its upper left. */
function loop(x: number, y: number, radius: number): string {
  const [wide, high] = [radius * 1.3, radius * 1.6]
  const top = y - radius * 0.7
  return (
    `M${round(x + radius * 0.6)},${round(top)}` +
    `C${round(x + wide)},${round(y - high)} ${round(x - wide)},${round(y - high)} ${round(x - radius * 0.6)},${round(top)}`
  )
}
