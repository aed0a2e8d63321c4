import type { DataPoint } from '../data-point.ts'
import { element } from '../svg.ts'
import type { FrameMark } from './mark.ts'
import { isNear } from './trim.ts'

/** A filled circle with a thin white rim, which separates it from the lines below. */
export function dot(point: DataPoint, colour: string, radius: number): FrameMark {
  return (frame) => {
    const [cx, cy] = [frame.x.at(point.x), frame.y.at(point.y)]
    // NaN is near nothing.
    if (!isNear({ x: cx, y: cy }, frame)) return ''
    return element('circle', { cx, cy, r: radius, fill: colour, stroke: 'white', 'stroke-width': 1 })
  }
}
