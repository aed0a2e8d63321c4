import { textWidth } from '../font.ts'
import { element, text } from '../svg.ts'
import type { FrameMark } from './mark.ts'
import { isNear } from './trim.ts'

const SIZE = 11.5
/** Between the line and its name, pixels. */
const SPACE = 5

/** A thin vertical line where something begins, with its name at the top. Where the axis is broken there, it is behind the gap. */
export function divide(place: number, name: string, colour: string): FrameMark {
  return (frame) => {
    const { x, y } = frame
    const ends = x.at(place)
    const at = x.stretches.find((_, i) => i > 0 && x.stretches[i - 1]![1] === ends)?.[0] ?? ends
    if (!isNear({ x: at, y: y.range[0] }, frame)) return ''
    const [bottom, top] = y.range
    // The name goes on the side that has room for it.
    const before = at + SPACE + textWidth(name, SIZE) > x.range[1]
    return (
      element('path', { d: `M${at},${bottom}V${top}`, stroke: colour, 'stroke-width': 1 }) +
      text(name, {
        x: before ? at - SPACE : at + SPACE,
        y: top + 11,
        'font-size': SIZE,
        fill: colour,
        'text-anchor': before ? 'end' : 'start',
      })
    )
  }
}
