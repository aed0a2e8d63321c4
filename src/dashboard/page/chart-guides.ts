import type uPlot from 'uplot'
import { phaseLabel } from '../../report/curves.ts'
import { type ScaleKind, showable } from '../../report/scale.ts'
import type { ChartContent } from './chart-content.ts'
import { themeColour } from './element.ts'

/** Room that the name of a phase takes, CSS pixels. */
const labelRoom = 90

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
  }
  for (const phase of phases.slice(1)) {
    const x = plot.valToPos(phase.fromEvaluations, 'x', true)
    rule(ctx, x, bbox.top, x, bottom)
    const before = x + labelRoom * pixel > right
    ctx.textAlign = before ? 'right' : 'left'
    ctx.fillText(phaseLabel(phase), x + (before ? -6 : 6) * pixel, bbox.top + 12 * pixel)
  }
  ctx.restore()
}

function rule(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath()
  ctx.moveTo(x0, y0)
  ctx.lineTo(x1, y1)
  ctx.stroke()
}
