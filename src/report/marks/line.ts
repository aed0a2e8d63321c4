import type { DataPoint } from '../data-point.ts'
import { decimate, type Pixel } from '../decimate.ts'
import { element, round } from '../svg.ts'
import type { Frame, Mark } from './mark.ts'
import { trim } from './trim.ts'

export interface Stroke {
  readonly colour: string
  /** Pixels. */
  readonly width: number
  readonly opacity?: number
}

/** A polyline, broken where a point cannot be shown; a piece of one point is a dot. */
export function line(points: readonly DataPoint[], { colour, width, opacity }: Stroke): Mark {
  return (frame) => {
    const pieces = decimate(pixels(points, frame)).flatMap((piece) => trim(piece, frame))
    const path = pieces.filter((piece) => piece.length > 1).map(draw)
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
            'stroke-linecap': 'round',
          }),
      ...dots,
    )
  }
}

function* pixels(points: readonly DataPoint[], { x, y }: Frame): Generator<Pixel> {
  for (const point of points) yield { x: x.at(point.x), y: y.at(point.y) }
}

function draw(piece: readonly Pixel[]): string {
  return piece.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)},${round(y)}`).join('')
}
