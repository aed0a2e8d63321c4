import { element, text } from '../svg.ts'
import type { FrameMark } from './mark.ts'
import { isNear } from './trim.ts'

/** A thin vertical line where something begins, with its name at the top. */
export function divide(place: number, name: string, colour: string): FrameMark {
  return (frame) => {
    const { x, y } = frame
    const at = x.at(place)
    if (!isNear({ x: at, y: y.range[0] }, frame)) return ''
    const [bottom, top] = y.range
    const [left, right] = x.range
    // The name goes on the side that has room for it.
    const before = at > (left + right) / 2
    return (
      element('path', { d: `M${at},${bottom}V${top}`, stroke: colour, 'stroke-width': 1 }) +
      text(name, {
        x: before ? at - 5 : at + 5,
        y: top + 11,
        'font-size': 11.5,
        fill: colour,
        'text-anchor': before ? 'end' : 'start',
      })
    )
  }
}
