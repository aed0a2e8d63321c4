import type { ChampionMap } from '../../report/champion-view.ts'
import type { Colouring } from '../../report/colouring.ts'
import { hex } from '../../report/colours.ts'
import { linearScale, type Scale } from '../../report/scale.ts'
import { basedTicks } from '../../report/ticks.ts'
import { themeColour } from './element.ts'

/** Room for the axes of a map, CSS pixels. */
export const gutter = { left: 44, bottom: 38, top: 6, right: 6 }
/** CSS pixels of an axis for each tick. */
const roomAcross = 70
const roomUp = 55

type MapView = Omit<ChampionMap, 'reach'>

function scalesOf({ x, y }: MapView, width: number, height: number): { across: Scale; up: Scale } {
  return {
    across: linearScale(x.extent, [gutter.left, gutter.left + width]),
    up: linearScale(y.extent, [gutter.top + height, gutter.top]),
  }
}

/** Draws the axes around a map of that size, CSS pixels. */
export function drawMapAxes(
  ctx: CanvasRenderingContext2D,
  view: MapView,
  width: number,
  height: number,
): void {
  const { across, up } = scalesOf(view, width, height)
  const bottom = gutter.top + height
  ctx.font = '12px system-ui, sans-serif'
  ctx.fillStyle = themeColour('soft-ink')
  ctx.textAlign = 'center'
  const acrosses = basedTicks(across.ticks(Math.max(2, Math.floor(width / roomAcross))))
  for (const { value, label } of acrosses.ticks) ctx.fillText(label, across.at(value), bottom + 15)
  ctx.fillText(view.x.label + acrosses.base, gutter.left + width / 2, bottom + 32)
  ctx.textAlign = 'right'
  const ups = basedTicks(up.ticks(Math.max(2, Math.floor(height / roomUp))))
  for (const { value, label } of ups.ticks) ctx.fillText(label, gutter.left - 6, up.at(value) + 4)
  ctx.save()
  ctx.translate(11, gutter.top + height / 2)
  ctx.rotate(-Math.PI / 2)
  ctx.textAlign = 'center'
  ctx.fillText(view.y.label + ups.base, 0, 0)
  ctx.restore()
}

/** Draws the samples on a map of that size, CSS pixels. */
export function drawMapSamples(
  ctx: CanvasRenderingContext2D,
  view: MapView,
  colouring: Colouring,
  width: number,
  height: number,
): void {
  const { across, up } = scalesOf(view, width, height)
  ctx.lineWidth = 0.9
  for (const { x, y, value } of view.samples) {
    const { fill, rim } = colouring.sample(value)
    ctx.beginPath()
    ctx.arc(across.at(x), up.at(y), 2.6, 0, 2 * Math.PI)
    ctx.fillStyle = hex(fill)
    ctx.fill()
    ctx.strokeStyle = hex(rim)
    ctx.stroke()
  }
}
