import { acrossTicks, bottomAxis, bottomStrokes, grid, leftAxis, leftStrokes } from '../axis.ts'
import { type CurveData, phaseLabel, pointsOf } from '../curves.ts'
import type { DataPoint } from '../data-point.ts'
import { domainOf, suitedScale } from '../domain.ts'
import { drawable, positive } from '../drawable.ts'
import { fitText } from '../font.ts'
import { clipped } from '../marks/clip.ts'
import { divide } from '../marks/divide.ts'
import { dot } from '../marks/dot.ts'
import { line } from '../marks/line.ts'
import { rule } from '../marks/rule.ts'
import { BEST, SOFT_INK, VALIDATION } from '../palette.ts'
import { evaluationsAxis } from '../panels.ts'
import { phaseScale } from '../phase-scale.ts'
import { makeScale, type Scale, type ScaleKind } from '../scale.ts'
import { text } from '../svg.ts'
import { basedTicks } from '../ticks.ts'
import { type PageBox, SMALL } from './page.ts'

/** The fitness of the champion in the course of a run. */
export interface FilmCurve {
  /** Names the fitness. */
  readonly label: string
  /** Names it on the axis, where there is room for its unit too; the label by default. */
  readonly axisLabel?: string
  readonly scale: 'auto' | ScaleKind
  readonly curves: CurveData
  readonly target?: number | undefined
}

const upTicks = 6
const mostAcross = 5
/** How far a curve may stand out of its box, pixels. */
const reach = 5

/** The fitness up to a moment, in axes that stay the same at every moment. */
export class CurvePanel {
  private readonly curve: FilmCurve
  private readonly best: readonly DataPoint[]
  private readonly validation: readonly DataPoint[]
  private readonly box: PageBox
  private readonly x: Scale
  private readonly y: Scale | null
  /** The lines of the axes, which the curves are drawn over. */
  private readonly lines: string
  /** Axes and words, which are the same at every moment. */
  readonly still: string

  constructor(curve: FilmCurve, box: PageBox) {
    const { left, top, width, height } = box
    const { rows } = curve.curves
    this.curve = curve
    const [best, validation] = [pointsOf(rows, 'champion'), pointsOf(rows, 'validation')]
    this.best = corners(best)
    this.validation = corners(validation)
    this.box = box
    const values = [...best, ...validation].map(({ y }) => y).filter(drawable)
    if (curve.target !== undefined) values.push(curve.target)
    const kind = scaleOf(curve.scale, values)
    const domain = domainOf(kind, values)
    this.y = domain === undefined ? null : makeScale(kind, domain.extent, [top + height, top])
    const { extent, label } = evaluationsAxis(rows.map(({ evaluations }) => evaluations))
    const starts = curve.curves.phases.slice(1).map(({ fromEvaluations }) => fromEvaluations)
    this.x = phaseScale(starts, extent, [left, left + width - 5])
    this.lines = this.strokes()
    this.still = this.axes(label, kind)
  }

  /** Where the curves can be: around this box nothing changes. */
  get region(): PageBox {
    const { left, top, width, height } = this.box
    return { left: left - reach, top: top - reach, width: width + 2 * reach, height: height + reach + 2 }
  }

  /** What is seen in the region: the curves up to a number of evaluations, over the lines of the axes. */
  draw(until: number): string {
    if (this.y === null) return this.still
    const { target, curves } = this.curve
    const frame = { x: this.x, y: this.y }
    const marks = []
    if (target !== undefined) marks.push(rule(target, SOFT_INK))
    for (const phase of curves.phases.slice(1)) {
      if (until > phase.fromEvaluations)
        marks.push(divide(phase.fromEvaluations, phaseLabel(phase), SOFT_INK))
    }
    for (const [points, colour, width] of [
      [this.validation, VALIDATION, 1.5],
      [this.best, BEST, 2.25],
    ] as const) {
      const past = upTo(points, until)
      marks.push(line(past, { colour, width }))
      const last = past.findLast(({ x, y }) => drawable(x) && drawable(y))
      if (last !== undefined) marks.push(dot(last, colour, 3.5))
    }
    const { left: x, top: y, ...size } = this.region
    return this.lines + clipped('curve', { x, y, ...size }, ...marks.map((mark) => mark(frame)))
  }

  private strokes(): string {
    const { x, y } = this
    if (y === null) return ''
    const ticks = y.ticks(upTicks)
    return grid(ticks, x, y) + leftStrokes(ticks, x, y) + bottomStrokes(acrossTicks(x, mostAcross), x, y)
  }

  private axes(label: string, kind: ScaleKind): string {
    const { left, top, width, height } = this.box
    const { ticks, base } = basedTicks(this.y?.ticks(upTicks) ?? [])
    const name = `↑ ${this.curve.axisLabel ?? this.curve.label}${base}${kind === 'log' ? ', logarithmic' : ''}`
    const heading = fitText(name, SMALL, width)
    const title = text(heading, { x: left, y: top - 9, 'font-size': SMALL, fill: SOFT_INK })
    if (this.y === null) {
      const place = { x: left + width / 2, y: top + height / 2, 'text-anchor': 'middle', 'font-size': 14 }
      return title + text('no number to show', { ...place, fill: SOFT_INK })
    }
    return (
      title +
      grid(ticks, this.x, this.y) +
      leftAxis(ticks, this.x, this.y) +
      bottomAxis(acrossTicks(this.x, mostAcross), this.x, this.y, label)
    )
  }
}

/** The scale asked for; linear if a log axis could show nothing. */
function scaleOf(wish: FilmCurve['scale'], values: readonly number[]): ScaleKind {
  if (wish === 'auto') return suitedScale(values)
  return values.some(positive) ? wish : 'linear'
}

/** A curve without the points inside its level stretches. */
function corners(points: readonly DataPoint[]): DataPoint[] {
  return points.filter(
    ({ y }, i) =>
      i === 0 ||
      i === points.length - 1 ||
      !Object.is(y, points[i - 1]!.y) ||
      !Object.is(y, points[i + 1]!.y),
  )
}

/** The points up to a place, and one at that place. */
function upTo(points: readonly DataPoint[], until: number): DataPoint[] {
  const past = points.filter(({ x }) => x <= until)
  const last = past.at(-1)
  return last === undefined || last.x === until ? past : [...past, { x: until, y: last.y }]
}
