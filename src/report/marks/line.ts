import type { DataPoint } from '../data-point.ts'
import { decimate, type Pixel } from '../decimate.ts'
import { linePath, pictureFineness } from '../paths.ts'
import { element } from '../svg.ts'
import type { Frame, FrameMark } from './mark.ts'
import { trim } from './trim.ts'

export interface Stroke {
  readonly colour: string
  /** Pixels. */
  readonly width: number
  readonly opacity?: number
  /** A pattern of dashes and gaps, pixels; undefined for a whole line. */
  readonly dash?: string | undefined
}

/** A polyline, broken where a point cannot be shown; a piece of one point is a dot. */
export function line(points: readonly DataPoint[], { colour, width, opacity, dash }: Stroke): FrameMark {
  return (frame) => {
    const { column, digits } = pictureFineness
    const pieces = decimate(pixels(points, frame), column).flatMap((piece) => trim(piece, frame))
    const path = pieces.filter((piece) => piece.length > 1).map((piece) => linePath(piece, digits))
    const dots = pieces
      .filter((piece) => piece.length === 1)
      .map(([only]) =>
        element('circle', { cx: only!.x, cy: only!.y, r: Math.max(width, 2.25), fill: colour }),
      )
    return element(
      'g',
      { opacity },
      path.length === 0
        ? ''
        : element('path', {
            d: path.join(''),
            fill: 'none',
            stroke: colour,
            'stroke-width': width,
            'stroke-linejoin': 'round',
            'stroke-linecap': dash === undefined ? 'round' : 'butt',
            'stroke-dasharray': dash,
          }),
      ...dots,
    )
  }
}

function* pixels(points: readonly DataPoint[], { x, y }: Frame): Generator<Pixel> {
  for (const point of points) yield { x: x.at(point.x), y: y.at(point.y) }
}
