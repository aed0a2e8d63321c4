import { bottomAxis, grid, leftAxis } from '../axis.ts'
import type { DataPoint } from '../data-point.ts'
import { domainOf, suitedScale } from '../domain.ts'
import { FAMILY, fitText, textWidth, type Weight } from '../font.ts'
import { clipped } from '../marks/clip.ts'
import { divide } from '../marks/divide.ts'
import { dot } from '../marks/dot.ts'
import { line } from '../marks/line.ts'
import { rule } from '../marks/rule.ts'
import { formatCount, formatSignificant } from '../number.ts'
import { BEST, INK, SOFT_INK, VALIDATION } from '../palette.ts'
import { evaluationsAxis } from '../panels.ts'
import {
  drawable,
  type Extent,
  linearScale,
  makeScale,
  positive,
  type Scale,
  type ScaleKind,
} from '../scale.ts'
import { element, text } from '../svg.ts'

/** The loss of the champion in the course of a run. */
export interface FilmCurve {
  /** Names the loss. */
  readonly label: string
  readonly scale: 'auto' | 'linear' | 'log'
  /** By evaluations, in their order. */
  readonly best: readonly DataPoint[]
  /** Empty where there is no validation part. */
  readonly validation: readonly DataPoint[]
  readonly target?: number | undefined
  /** The evaluations at which fine-tuning began. */
  readonly finetunedFrom?: number | undefined
}

/** What stands above the pictures of one frame. */
export interface Moment {
  /** `generation`, `fine-tuning epoch`. */
  readonly unit: string
  readonly count: number
  readonly evaluations: number
  readonly fitness: number
  readonly validation: number | null
}

/** Frames of the page, pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const MARGIN = 20
const SMALL = 12
const NUMBER = 21

/** What stands in the same place on every page. */
export interface Heading {
  readonly title: string
  readonly subtitle: string
}

/** A page as SVG; the parts of it are markup. */
export function page(width: number, height: number, ...parts: readonly string[]): string {
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, 'font-family': FAMILY },
    element('rect', { width, height, fill: 'white' }),
    ...parts,
  )
}

/** The title, and what was trained beside it. */
export function titles({ title, subtitle }: Heading, width: number): string {
  const room = width - 2 * MARGIN
  const name = fitText(title, 17, room * 0.6, 600)
  const left = MARGIN + textWidth(name, 17, 600) + 14
  return (
    text(name, { x: MARGIN, y: 32, 'font-size': 17, 'font-weight': 600, fill: INK }) +
    text(fitText(subtitle, 13, width - MARGIN - left), { x: left, y: 32, 'font-size': 13, fill: SOFT_INK })
  )
}

/** Figures in a row, each after its name; they begin at the same place on every page of a film. */
export function figures(
  row: readonly {
    readonly name: string
    readonly value: string
    readonly room: number
    readonly colour: string
  }[],
  left: number,
  y: number,
): string {
  let x = left
  return row
    .map(({ name, value, room, colour }) => {
      const label = text(name, { x, y, 'font-size': SMALL + 1, fill: SOFT_INK })
      x += textWidthOf(name, SMALL + 1) + 7
      const figure = text(value, { x, y, 'font-size': NUMBER, 'font-weight': 600, fill: colour })
      x += room
      return label + figure
    })
    .join('')
}

/** Axes of a map over two columns, drawn around its box. */
export function mapAxes(
  { left, top, width, height }: Box,
  across: { readonly label: string; readonly extent: Extent },
  up: { readonly label: string; readonly extent: Extent },
): string {
  const x = linearScale(across.extent, [left, left + width])
  const y = linearScale(up.extent, [top + height, top])
  return (
    leftAxis(y.ticks(5), x, y) +
    bottomAxis(x.ticks(5), x, y, `${fitText(across.label, SMALL, width - 20)} →`) +
    text(`↑ ${fitText(up.label, SMALL, width * 0.25)}`, {
      x: left,
      y: top - 9,
      'font-size': SMALL,
      fill: SOFT_INK,
    })
  )
}

/** The loss up to a moment, in a frame that is the same at every moment. */
export class CurvePanel {
  private readonly curve: FilmCurve
  private readonly box: Box
  private readonly x: Scale
  private readonly y: Scale | null
  private readonly around: string

  constructor(curve: FilmCurve, box: Box) {
    const { left, top, width, height } = box
    this.curve = { ...curve, best: corners(curve.best), validation: corners(curve.validation) }
    this.box = box
    const values = [...curve.best, ...curve.validation].map(({ y }) => y).filter(drawable)
    if (curve.target !== undefined) values.push(curve.target)
    const kind = scaleOf(curve.scale, values)
    const domain = domainOf(kind, values)
    this.y = domain === undefined ? null : makeScale(kind, domain.extent, [top + height, top])
    const { extent, label } = evaluationsAxis(curve.best.map(({ x }) => x))
    this.x = linearScale(extent, [left, left + width - 5])
    this.around = this.axes(label, kind)
  }

  /** The panel with the curves up to so many evaluations. */
  draw(until: number): string {
    if (this.y === null) return this.around
    const { best, validation, target, finetunedFrom } = this.curve
    const frame = { x: this.x, y: this.y }
    const marks = []
    if (target !== undefined) marks.push(rule(target, SOFT_INK))
    if (finetunedFrom !== undefined && until > finetunedFrom)
      marks.push(divide(finetunedFrom, 'fine-tuning', SOFT_INK))
    for (const [points, colour, width] of [
      [validation, VALIDATION, 1.5],
      [best, BEST, 2.25],
    ] as const) {
      const past = upTo(points, until)
      marks.push(line(past, { colour, width }))
      const last = past.findLast(({ x, y }) => drawable(x) && drawable(y))
      if (last !== undefined) marks.push(dot(last, colour, 3.5))
    }
    const { left, top, width, height } = this.box
    const clip = { x: left - 5, y: top - 5, width: width + 10, height: height + 7 }
    return this.around + clipped('curve', clip, ...marks.map((mark) => mark(frame)))
  }

  private axes(label: string, kind: ScaleKind): string {
    const { left, top, width, height } = this.box
    const heading = fitText(`↑ ${this.curve.label}${kind === 'log' ? ', logarithmic' : ''}`, SMALL, width)
    const title = text(heading, { x: left, y: top - 9, 'font-size': SMALL, fill: SOFT_INK })
    if (this.y === null) {
      const place = { x: left + width / 2, y: top + height / 2, 'text-anchor': 'middle', 'font-size': 14 }
      return title + text('no number to show', { ...place, fill: SOFT_INK })
    }
    const ticks = this.y.ticks(6)
    return (
      title +
      grid(ticks, this.x, this.y) +
      leftAxis(ticks, this.x, this.y) +
      bottomAxis(this.x.ticks(5), this.x, this.y, label)
    )
  }
}

/** As wished; linear where a log axis could show nothing. */
function scaleOf(wish: FilmCurve['scale'], values: readonly number[]): ScaleKind {
  if (wish === 'auto') return suitedScale(values)
  return values.some(positive) ? wish : 'linear'
}

/** The points where a curve turns: between them it is level. */
function corners(points: readonly DataPoint[]): DataPoint[] {
  return points.filter(
    ({ y }, i) => i === 0 || i === points.length - 1 || y !== points[i - 1]!.y || y !== points[i + 1]!.y,
  )
}

/** The points up to a place, with one there. */
function upTo(points: readonly DataPoint[], until: number): DataPoint[] {
  const past = points.filter(({ x }) => x <= until)
  const last = past.at(-1)
  return last === undefined || last.x === until ? past : [...past, { x: until, y: last.y }]
}

/** What the figures above a map say. */
export function momentFigures(
  moment: Moment,
  label: string,
): Record<'left' | 'right', Parameters<typeof figures>[0]> {
  const { unit, count, fitness, validation } = moment
  const short = (value: number): string => formatSignificant(value, 3)
  return {
    left: [{ name: unit, value: formatCount(count), room: 0, colour: INK }],
    right: [
      { name: fitText(label, SMALL + 1, 120), value: short(fitness), room: 82, colour: BEST },
      ...(validation === null
        ? []
        : [{ name: 'validation', value: short(validation), room: 0, colour: VALIDATION }]),
    ],
  }
}

const widths = new Map<string, number>()

/** Measured once: a film asks for the same words on every page. */
function textWidthOf(content: string, size: number, weight: Weight = 400): number {
  const key = `${size} ${weight} ${content}`
  const known = widths.get(key) ?? textWidth(content, size, weight)
  widths.set(key, known)
  return known
}
