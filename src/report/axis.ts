import { textWidth } from './font.ts'
import { AXIS, GRID, SOFT_INK } from './palette.ts'
import type { Scale } from './scale.ts'
import { element, text } from './svg.ts'
import type { AxisTick } from './ticks.ts'

export const TICK_SIZE = 12
/** The least space between two labels, pixels. */
const BETWEEN = 6
/** How far a label may stand out at the right end of the axis, pixels. */
const BEYOND = 20

/** The horizontal lines of the grid; they go under the marks. */
export function grid(ticks: readonly AxisTick[], x: Scale, y: Scale): string {
  const lines = ticks
    .filter(({ label }) => label !== '')
    .flatMap(({ value }) => x.stretches.map(([left, right]) => `M${left},${y.at(value)}H${right}`))
  return element('path', { d: lines.join(''), stroke: GRID, 'stroke-width': 1 })
}

/** Tick marks and labels left of the frame; minor ticks are shorter and carry no label. */
export function leftAxis(ticks: readonly AxisTick[], x: Scale, y: Scale): string {
  const left = x.range[0]
  const labels = ticks.map(({ value, label }) =>
    label === '' ? '' : text(label, { x: left - 9, y: y.at(value) + 4, 'text-anchor': 'end', ...LABEL }),
  )
  return leftStrokes(ticks, x, y) + labels.join('')
}

/** The tick marks alone. */
export function leftStrokes(ticks: readonly AxisTick[], x: Scale, y: Scale): string {
  const left = x.range[0]
  const strokes = ticks.map(({ value, label }) => `M${left},${y.at(value)}h${label === '' ? -3 : -5}`)
  return element('path', { d: strokes.join(''), stroke: AXIS, 'stroke-width': 1 })
}

/** The base line with tick marks and labels below the frame, and the title at its right end. */
export function bottomAxis(ticks: readonly AxisTick[], x: Scale, y: Scale, title: string): string {
  const right = x.range[1]
  const bottom = y.range[0]
  const labels = legible(ticks, x).map(({ value, label }) =>
    text(label, { x: middleOf(value, label, x), y: bottom + 18, 'text-anchor': 'middle', ...LABEL }),
  )
  const name = text(title, { x: right, y: bottom + 36, 'text-anchor': 'end', ...LABEL })
  return bottomStrokes(ticks, x, y) + labels.join('') + name
}

/** The most ticks of at most `count` whose labels leave room between them; at least two, and fewer where these have no room. */
export function acrossTicks(x: Scale, count: number): AxisTick[] {
  for (let fewer = count; fewer > 2; fewer--) {
    const ticks = x.ticks(fewer)
    if (legible(ticks, x).length === ticks.length) return ticks
  }
  return legible(x.ticks(2), x)
}

/** Ticks, without those whose labels would run into the one before. */
function legible(ticks: readonly AxisTick[], x: Scale): AxisTick[] {
  let end = Number.NEGATIVE_INFINITY
  return ticks.filter(({ value, label }) => {
    const half = textWidth(label, TICK_SIZE) / 2
    const middle = middleOf(value, label, x)
    if (middle - half < end + BETWEEN) return false
    end = middle + half
    return true
  })
}

/** The middle of a label: below its tick, or before that where it would end too far right. */
function middleOf(value: number, label: string, x: Scale): number {
  return Math.min(x.at(value), x.range[1] + BEYOND - textWidth(label, TICK_SIZE) / 2)
}

/** The base line, broken where the axis is, and the tick marks alone. */
export function bottomStrokes(ticks: readonly AxisTick[], x: Scale, y: Scale): string {
  const bottom = y.range[0]
  const lines = x.stretches.map(([left, right]) => `M${left},${bottom}H${right}`)
  const strokes = [...lines, ...ticks.map(({ value }) => `M${x.at(value)},${bottom}v5`)]
  return element('path', { d: strokes.join(''), stroke: AXIS, 'stroke-width': 1 })
}

const LABEL = { 'font-size': TICK_SIZE, fill: SOFT_INK } as const
