import { area, line } from 'd3-shape'
import { columns, type Pixel } from './decimate.ts'
import type { Frame } from './marks/mark.ts'
import { nearest } from './marks/trim.ts'

/** low ≤ high at a place, in data units; NaN or an infinity makes a gap. */
export interface Interval {
  readonly x: number
  readonly low: number
  readonly high: number
}

/** How fine a path is. */
export interface Fineness {
  /** The width of a column of which only the extremes are drawn, pixels. */
  readonly column: number
  /** Decimals of a pixel. */
  readonly digits: number
}

/** For rasterised pictures: finer than anti-aliasing shows. */
export const pictureFineness: Fineness = { column: 0.5, digits: 2 }

/** An unbroken line as SVG path data; a point by itself is a dot where line caps are round. */
export function linePath(piece: readonly Pixel[], digits: number): string {
  const path = line<Pixel>(
    ({ x }) => x,
    ({ y }) => y,
  ).digits(digits)
  return path(piece as Pixel[]) ?? ''
}

/** The area between two curves as SVG path data. On a log scale a low end that is not positive reaches the frame's edge. */
export function bandPath(intervals: Iterable<Interval>, frame: Frame, { column, digits }: Fineness): string {
  const path = area<Edge>()
    .x(({ x }) => x)
    .y0(({ below }) => below)
    .y1(({ y }) => y)
    .digits(digits)
  return columns(edges(intervals, frame), column, { begin: (edge) => edge, join: envelope })
    .map((piece) => path(widened(piece)) ?? '')
    .join('')
}

/** y is the upper edge, `below` the lower one: pixels grow downwards. */
interface Edge extends Pixel {
  readonly below: number
}

function* edges(intervals: Iterable<Interval>, frame: Frame): Generator<Edge> {
  const { x, y } = frame
  const floor = y.range[0]
  for (const { x: place, low, high } of intervals) {
    const below = y.kind === 'log' && low <= 0 ? floor : y.at(low)
    const above = Number.isNaN(below) ? Number.NaN : y.at(high)
    yield { x: x.at(place), y: nearest(above, frame), below: nearest(below, frame) }
  }
}

function envelope({ x, y, below }: Edge, next: Edge): Edge {
  return { x, y: Math.min(y, next.y), below: Math.max(below, next.below) }
}

/** A band at a single place is drawn a pixel wide. */
function widened(piece: Edge[]): Edge[] {
  const [first] = piece
  return piece.length > 1 || first === undefined ? piece : [first, { ...first, x: first.x + 1 }]
}
