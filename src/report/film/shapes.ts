import type { DrawnShape } from '../../tasks/custom/drawn.ts'
import { FAMILY } from '../font.ts'
import { INK } from '../palette.ts'
import { element, type SvgAttributes, text } from '../svg.ts'

/** A frame of shapes on a white page, as SVG. */
export function shapesSvg(width: number, height: number, shapes: readonly DrawnShape[]): string {
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, 'font-family': FAMILY },
    element('rect', { width, height, fill: 'white' }),
    ...shapes.map(markup),
  )
}

function markup(shape: DrawnShape): string {
  switch (shape.kind) {
    case 'line':
      return element('polyline', {
        ...{ points: pairs(shape.points), fill: 'none' },
        stroke: shape.stroke ?? INK,
        'stroke-width': shape.strokeWidth ?? 1,
        ...{ 'stroke-linejoin': 'round', 'stroke-linecap': 'round' },
      })
    case 'polygon':
      return element('polygon', { points: pairs(shape.points), ...look(shape) })
    case 'circle':
      return element('circle', { cx: shape.x, cy: shape.y, r: Math.max(0, shape.radius), ...look(shape) })
    case 'rectangle':
      return element('rect', {
        ...{ x: shape.x, y: shape.y },
        width: Math.max(0, shape.width),
        height: Math.max(0, shape.height),
        ...look(shape),
      })
    case 'text':
      return text(shape.text, {
        ...{ x: shape.x, y: shape.y, fill: shape.fill ?? INK },
        'font-size': shape.size ?? 13,
        'text-anchor': shape.anchor ?? 'start',
      })
  }
}

/** A shape with neither fill nor stroke is filled with ink. */
function look({
  fill,
  stroke,
  strokeWidth = 1,
}: {
  readonly fill?: string
  readonly stroke?: string
  readonly strokeWidth?: number
}): SvgAttributes {
  return {
    fill: fill ?? (stroke === undefined ? INK : 'none'),
    ...(stroke !== undefined && { stroke, 'stroke-width': strokeWidth }),
  }
}

function pairs(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y]) => `${x},${y}`).join(' ')
}
