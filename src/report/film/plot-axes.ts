import { bottomAxis, bottomStrokes, grid, leftAxis, leftStrokes } from '../axis.ts'
import type { MapAxis } from '../champion-view.ts'
import { fitText, textWidth } from '../font.ts'
import { SOFT_INK } from '../palette.ts'
import { linearScale, type Scale } from '../scale.ts'
import { text } from '../svg.ts'
import { basedTicks } from '../ticks.ts'
import { SMALL } from './page.ts'
import { PLOT } from './spread.ts'

/** What the axes around the plot of a film show. */
export interface PlotAxes {
  readonly across: MapAxis
  readonly up: MapAxis
  /** The share of the line above the plot that is free for the name of the upward axis. */
  readonly share: number
  /** Pixels at the foot of the plot that the upward axis leaves free; default 0. */
  readonly foot?: number
}

/** The scales of a plot. */
export function plotScales({ across, up, foot = 0 }: Omit<PlotAxes, 'share'>): { x: Scale; y: Scale } {
  const { left, top, width, height } = PLOT
  return {
    x: linearScale(across.extent, [left, left + width]),
    y: linearScale(up.extent, [top + height - foot, top]),
  }
}

/** Axes around the plot, with their names. */
export function plotAxes({ share, ...axes }: PlotAxes): string {
  const { across, up } = axes
  const { left, top, width, height } = PLOT
  const { x, y } = plotScales(axes)
  const whole = { ...y, range: [top + height, top] } as const
  const [ups, acrosses] = [basedTicks(y.ticks(5)), basedTicks(x.ticks(5))]
  const small = { 'font-size': SMALL, fill: SOFT_INK }
  const row = top + height + 36
  const room = ups.base === '' ? width - 20 : width / 2
  return (
    leftAxis(ups.ticks, x, y) +
    bottomAxis(acrosses.ticks, x, whole, `${named(across.label, acrosses.base, room - 20)} →`) +
    text(`↑ ${fitText(up.label, SMALL, width * share)}`, { x: left, y: top - 9, ...small }) +
    // Above the plot stands the legend.
    (ups.base === '' ? '' : text(`↑ ${named(up.label, ups.base, room - 20)}`, { x: 20, y: row, ...small }))
  )
}

/** The lines of the axes and of the grid, which a plot without a ground of its own is drawn over. */
export function plotLines(axes: Omit<PlotAxes, 'share'>): string {
  const { x, y } = plotScales(axes)
  const whole = { ...y, range: [PLOT.top + PLOT.height, PLOT.top] } as const
  const [ups, acrosses] = [basedTicks(y.ticks(5)).ticks, basedTicks(x.ticks(5)).ticks]
  return grid(ups, x, y) + leftStrokes(ups, x, y) + bottomStrokes(acrosses, x, whole)
}

/** The name of an axis and its base, which is read whole or not at all. */
function named(label: string, base: string, room: number): string {
  return `${fitText(label, SMALL, Math.max(12, room - textWidth(base, SMALL)))}${base}`
}
