import { fitText, textWidth } from './font.ts'
import { INK } from './palette.ts'
import type { Scale } from './scale.ts'
import { element, text } from './svg.ts'

/** Names a curve where it ends. */
export interface EndLabel {
  readonly label: string
  readonly colour: string
  /** The last value of the curve. */
  readonly value: number
}

const SIZE = 12
/** Between two base lines, pixels. */
const ROW = 14
/** From the frame to a name: room for a line that leads there, pixels. */
const LEAD = 16
const LONGEST = 120
/** A name that is moved by less needs no line. */
const STILL = 2

/** Pixels that the names take beside a frame. */
export function endRoom(labels: readonly EndLabel[]): number {
  return LEAD + Math.max(0, ...labels.map(({ label }) => Math.min(LONGEST, textWidth(label, SIZE))))
}

/** Names at the right of a frame, at the heights of their curves' ends, moved apart where they would overlap. */
export function endLabels(labels: readonly EndLabel[], right: number, y: Scale): string {
  const [bottom, top] = y.range
  const shown = labels
    .map((own) => ({ ...own, at: y.at(own.value) }))
    .filter(({ at }) => at >= top - 1 && at <= bottom + 1)
    .sort((a, b) => a.at - b.at)
  const heights = apart(
    shown.map(({ at }) => at),
    top,
    bottom,
  )
  return shown
    .map(({ label, colour, at }, k) => {
      const height = heights[k]!
      const line =
        Math.abs(height - at) < STILL
          ? ''
          : element('path', {
              d: `M${right + 4},${at}L${right + LEAD - 3},${height}`,
              ...{ stroke: colour, 'stroke-width': 1, fill: 'none' },
            })
      const place = { x: right + LEAD - (line === '' ? 7 : 0), y: height + 4, 'font-size': SIZE, fill: INK }
      return line + text(fitText(label, SIZE, LONGEST), place)
    })
    .join('')
}

/** Heights a row apart, each as near as may be to the one wanted. @param wanted ascending */
function apart(wanted: readonly number[], top: number, bottom: number): number[] {
  const heights: number[] = []
  for (const height of wanted) {
    heights.push(Math.max(height, top, (heights.at(-1) ?? Number.NEGATIVE_INFINITY) + ROW))
  }
  // What went beyond the bottom moves up, and the others before it.
  let limit = bottom
  for (let k = heights.length - 1; k >= 0 && heights[k]! > limit; k--) {
    heights[k] = limit
    limit -= ROW
  }
  return heights
}
