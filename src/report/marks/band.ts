import { columns, type Pixel } from '../decimate.ts'
import { element, round } from '../svg.ts'
import type { Frame, Mark } from './mark.ts'
import { nearest } from './trim.ts'

/** low ≤ high at a place, in data units; NaN or an infinity makes a gap. */
export interface Interval {
  readonly x: number
  readonly low: number
  readonly high: number
}

/** The area between two curves. On a log scale a low end that is not positive reaches down to the frame's edge. */
export function band(intervals: readonly Interval[], fill: string, opacity: number): Mark {
  return (frame) => {
    const pieces = columns(edges(intervals, frame)).map((piece) => piece.map(envelope))
    return element('path', { d: pieces.map(outline).join(''), fill, 'fill-opacity': opacity })
  }
}

/** y is the upper edge, `below` the lower one: pixels grow downwards. */
interface Edge extends Pixel {
  readonly below: number
}

function* edges(intervals: readonly Interval[], frame: Frame): Generator<Edge> {
  const { x, y } = frame
  const floor = y.range[0]
  for (const { x: place, low, high } of intervals) {
    const below = y.kind === 'log' && low <= 0 ? floor : y.at(low)
    const above = Number.isNaN(below) ? Number.NaN : y.at(high)
    yield { x: x.at(place), y: nearest(above, frame), below: nearest(below, frame) }
  }
}

function envelope(bucket: readonly Edge[]): Edge {
  let { x, y, below } = bucket[0]!
  for (const edge of bucket) {
    y = Math.min(y, edge.y)
    below = Math.max(below, edge.below)
  }
  return { x, y, below }
}

function outline(piece: readonly Edge[]): string {
  const first = piece[0]!
  const around = piece.length > 1 ? piece : [first, { ...first, x: first.x + 1 }]
  const there = around.map(({ x, y }) => `${round(x)},${round(y)}`)
  const back = around.map(({ x, below }) => `${round(x)},${round(below)}`).reverse()
  return `M${[...there, ...back].join('L')}Z`
}
