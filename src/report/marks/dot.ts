import { element } from '../svg.ts'
import type { Mark, Point } from './mark.ts'

/** A filled circle with a thin white rim, so that it stands off the lines below. */
export function dot(point: Point, colour: string, radius: number): Mark {
  return ({ x, y }) => {
    const [cx, cy] = [x.at(point.x), y.at(point.y)]
    if (Number.isNaN(cx) || Number.isNaN(cy)) return ''
    return element('circle', { cx, cy, r: radius, fill: colour, stroke: 'white', 'stroke-width': 1 })
  }
}
