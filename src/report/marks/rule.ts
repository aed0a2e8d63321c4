import { element } from '../svg.ts'
import type { FrameMark } from './mark.ts'
import { isNear } from './trim.ts'

/** A dashed horizontal line across the frame. */
export function rule(value: number, colour: string): FrameMark {
  return (frame) => {
    const level = frame.y.at(value)
    const [left, right] = frame.x.range
    // NaN is near nothing.
    if (!isNear({ x: left, y: level }, frame)) return ''
    return element('path', {
      d: `M${left},${level}H${right}`,
      stroke: colour,
      'stroke-width': 1.25,
      'stroke-dasharray': '5 4',
    })
  }
}
