import { AXIS, GRID, SOFT_INK } from './palette.ts'
import type { Scale } from './scale.ts'
import { element, text } from './svg.ts'
import type { AxisTick } from './ticks.ts'

export const TICK_SIZE = 12

/** The horizontal lines of the grid; they go under the marks. */
export function grid(ticks: readonly AxisTick[], x: Scale, y: Scale): string {
  const lines = ticks
    .filter(({ label }) => label !== '')
    .map(({ value }) => `M${x.range[0]},${y.at(value)}H${x.range[1]}`)
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
  const labels = ticks.map(({ value, label }) =>
    text(label, { x: x.at(value), y: bottom + 18, 'text-anchor': 'middle', ...LABEL }),
  )
  const name = text(title, { x: right, y: bottom + 36, 'text-anchor': 'end', ...LABEL })
  return bottomStrokes(ticks, x, y) + labels.join('') + name
}

/** The base line and the tick marks alone. */
export function bottomStrokes(ticks: readonly AxisTick[], x: Scale, y: Scale): string {
  const [left, right] = x.range
  const bottom = y.range[0]
  const strokes = [`M${left},${bottom}H${right}`, ...ticks.map(({ value }) => `M${x.at(value)},${bottom}v5`)]
  return element('path', { d: strokes.join(''), stroke: AXIS, 'stroke-width': 1 })
}

const LABEL = { 'font-size': TICK_SIZE, fill: SOFT_INK } as const
