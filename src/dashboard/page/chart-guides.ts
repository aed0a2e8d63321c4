import type uPlot from 'uplot'
import { phaseLabel } from '../../report/curves.ts'
import { targetLabel } from '../../report/panels.ts'
import { type ScaleKind, showable } from '../../report/scale.ts'
import type { ChartContent } from './chart-content.ts'
import { themeColour } from './element.ts'

/** Room that the name of a phase takes, CSS pixels. */
const labelRoom = 90
/** The height of the name of the target with the line below it, CSS pixels. */
const nameRoom = 18

/** Draws lines across the whole chart: the target, and where each phase after the first begins. */
export function drawGuides(plot: uPlot, { target, phases }: ChartContent, kind: ScaleKind): void {
  const { ctx, bbox } = plot
  const [right, bottom] = [bbox.left + bbox.width, bbox.top + bbox.height]
  const pixel = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = themeColour('soft-ink')
  ctx.fillStyle = ctx.strokeStyle
  ctx.lineWidth = pixel
  ctx.setLineDash([5 * pixel, 4 * pixel])
  ctx.font = `${12 * pixel}px system-ui, sans-serif`
  if (target !== null && showable(target, kind)) {
    const y = plot.valToPos(target, 'y', true)
    rule(ctx, bbox.left, y, right, y)
    // Above the line, or below it where there is no room; at the left, where curves are far from their target.
    const above = y - bbox.top > nameRoom * pixel
    ctx.textAlign = 'left'
    words(ctx, targetLabel(target), bbox.left + 6 * pixel, y + (above ? -5 : 13) * pixel)
  }
  for (const phase of phases.slice(1)) {
    const x = plot.valToPos(phase.fromEvaluations, 'x', true)
    rule(ctx, x, bbox.top, x, bottom)
    const before = x + labelRoom * pixel > right
    ctx.textAlign = before ? 'right' : 'left'
    words(ctx, phaseLabel(phase), x + (before ? -6 : 6) * pixel, bbox.top + 12 * pixel)
  }
  ctx.restore()
}

/** Text on a thin edge of the card's colour, which keeps it legible on curves. */
function words(ctx: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  ctx.save()
  ctx.setLineDash([])
  ctx.lineWidth = 4 * devicePixelRatio
  ctx.lineJoin = 'round'
  ctx.strokeStyle = themeColour('card')
  ctx.strokeText(text, x, y)
  ctx.restore()
  ctx.fillText(text, x, y)
}

function rule(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath()
  ctx.moveTo(x0, y0)
  ctx.lineTo(x1, y1)
  ctx.stroke()
}
