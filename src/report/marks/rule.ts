import { element } from '../svg.ts'
import type { Mark } from './mark.ts'

/** A dashed level line across the frame. */
export function rule(value: number, colour: string): Mark {
  return ({ x, y }) => {
    const level = y.at(value)
    if (Number.isNaN(level)) return ''
    const [left, right] = x.range
    return element('path', {
      d: `M${left},${level}H${right}`,
      stroke: colour,
      'stroke-width': 1.25,
      'stroke-dasharray': '5 4',
    })
  }
}
