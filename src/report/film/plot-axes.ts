import { bottomAxis, leftAxis } from '../axis.ts'
import type { MapAxis } from '../champion-view.ts'
import { fitText, textWidth } from '../font.ts'
import { SOFT_INK } from '../palette.ts'
import { linearScale } from '../scale.ts'
import { text } from '../svg.ts'
import { basedTicks } from '../ticks.ts'
import { SMALL } from './page.ts'
import { PLOT } from './spread.ts'

/** Axes around the plot of a film, with their names. @param share of the line above the plot that is free for a name */
export function plotAxes(across: MapAxis, up: MapAxis, share: number): string {
  const { left, top, width, height } = PLOT
  const x = linearScale(across.extent, [left, left + width])
  const y = linearScale(up.extent, [top + height, top])
  const [ups, acrosses] = [basedTicks(y.ticks(5)), basedTicks(x.ticks(5))]
  const small = { 'font-size': SMALL, fill: SOFT_INK }
  const row = top + height + 36
  const room = ups.base === '' ? width - 20 : width / 2
  return (
    leftAxis(ups.ticks, x, y) +
    bottomAxis(acrosses.ticks, x, y, `${named(across.label, acrosses.base, room - 20)} →`) +
    text(`↑ ${fitText(up.label, SMALL, width * share)}`, { x: left, y: top - 9, ...small }) +
    // Above the plot stands the legend.
    (ups.base === '' ? '' : text(`↑ ${named(up.label, ups.base, room - 20)}`, { x: 20, y: row, ...small }))
  )
}

/** The name of an axis and its base, which is read whole or not at all. */
function named(label: string, base: string, room: number): string {
  return `${fitText(label, SMALL, Math.max(12, room - textWidth(base, SMALL)))}${base}`
}
