import { naturalOrder } from '../../natural-order.ts'
import type { ChampionCurves, CurveAnswers } from '../champion-curves.ts'
import { colouringOf } from '../colouring.ts'
import { hex, type Rgb, rgb, WHITE } from '../colours.ts'
import { textWidth } from '../font.ts'
import { clipped } from '../marks/clip.ts'
import { line } from '../marks/line.ts'
import { AXIS, BEST, SOFT_INK } from '../palette.ts'
import type { Scale } from '../scale.ts'
import { element, text } from '../svg.ts'
import { classKey } from './class-key.ts'
import { type Film, filmOf } from './film.ts'
import { inkLike, PAPER, shadesOn } from './inks.ts'
import type { Moment } from './moment.ts'
import type { PageBox } from './page.ts'
import { mostColours, Palette } from './palette.ts'
import { partOf } from './paper.ts'
import { plotAxes, plotLines, plotScales } from './plot-axes.ts'
import { ABOVE, BELOW, type FilmSpread, PLOT, SPREAD_WIDTH, SpreadPainter, spreadHeight } from './spread.ts'

/** A network's answers over its only input while it learns, beside its fitness. */
export interface CurveFilm extends FilmSpread, ChampionCurves {
  /** (places) at which the curves are known, in the input's own unit, ascending. */
  readonly places: Float64Array
  readonly moments: readonly CurveMoment[]
}

export interface CurveMoment extends Moment {
  /** For each curve its (places) heights; computed on demand. */
  heights(): Float64Array[]
}

/** How far a line may stand out of the plot, pixels. */
const reach = 5
/** Ticks of the samples of a class: a row's height, that of all rows, and the space above them, pixels. */
const rowHeight = 13
const rowsHeight = 104
const rowsSpace = 8
/** The line of a network, pixels. */
const strokeWidth = 2.25
/** Shades of each class towards white. */
export const classShades = 6

/** The colour of samples with numbers. */
const sampleColour = AXIS

/** Draws the film as GIF, and its last picture as PNG at twice the size. */
export function drawCurveFilm(film: CurveFilm): Film {
  const colours = coloursOf(film.answers)
  const palette = new Palette([...shadesOf(colours), ...PAPER])
  const foot = footOf(film.answers)
  const axes = { across: film.x, up: film.y, foot }
  const { x, y } = plotScales(axes)
  const key = keyOf(film.answers)
  const below = key.line === 'below'
  const size = { width: SPREAD_WIDTH, height: spreadHeight(below) }
  const words =
    plotAxes({ ...axes, share: below ? 0.9 : film.answers.kind === 'number' ? 0.42 : 0.25 }) + key.svg
  const painters = ([1, 2] as const).map((zoom) => new SpreadPainter(film, words, size.height, palette, zoom))
  const { left, top, width, height } = PLOT
  const region: PageBox = {
    left: left - reach,
    top: top - reach,
    width: width + 2 * reach,
    height: height + 2 * reach,
  }
  const frame = { x: left, y: top - reach, width, height: height - foot + reach + 1 }
  const ground = plotLines(axes)
  const samples = samplesMarkup(film, x, y, colours)
  const dots = film.answers.kind === 'number' ? clipped('samples', frame, samples) : samples
  return filmOf(film.moments, palette, size, (moment, zoom) => {
    const curves = moment.heights().map((heights, k) =>
      line(
        Array.from(heights, (height, at) => ({ x: film.places[at]!, y: height })),
        { colour: curveColour(film.answers, colours, k), width: strokeWidth },
      )({ x, y }),
    )
    const svg = ground + dots + clipped('curves', frame, ...curves)
    return painters[zoom - 1]!.page(moment, [partOf(region, svg, zoom, palette)])
  })
}

/** (classes) the colours of classes; that of the network where answers are numbers. */
function coloursOf(answers: CurveAnswers): readonly Rgb[] {
  if (answers.kind === 'number') return [rgb(BEST)]
  const { names } = answers
  const { sample } = colouringOf({ kind: 'classes', names })
  return names.map((_, value) => {
    const { fill } = sample(value)
    return inkLike(fill) ?? fill
  })
}

function curveColour(answers: CurveAnswers, colours: readonly Rgb[], curve: number): string {
  return hex(colours[answers.kind === 'number' ? 0 : answers.curves[curve]!]!)
}

/** Each colour that is no ink of a page and, as far as the palette has room, its edges on white. */
function shadesOf(colours: readonly Rgb[]): Rgb[] {
  const others = colours.filter((colour) => inkLike(colour) === null)
  const distinct = [...new Map(others.map((colour) => [String(colour), colour])).values()]
  const steps = Math.max(
    1,
    Math.min(classShades, Math.floor((mostColours - PAPER.length) / Math.max(1, distinct.length))),
  )
  return distinct.flatMap((colour) => shadesOn(WHITE, colour, steps))
}

/** Pixels below the curves for the samples of classes. */
function footOf(answers: CurveAnswers): number {
  return answers.kind === 'number' ? 0 : rowsSpace + rowOf(answers.names.length) * answers.names.length
}

/** The height of the row of each of some classes. */
function rowOf(classes: number): number {
  return Math.min(rowHeight, rowsHeight / classes)
}

/** Dots at their numbers, or a tick for each sample in the row of its class. */
function samplesMarkup({ answers, samples }: CurveFilm, x: Scale, y: Scale, colours: readonly Rgb[]): string {
  if (answers.kind === 'number') {
    const radius = Math.min(3, Math.max(1.6, 36 / Math.sqrt(samples.length)))
    return samples
      .map((sample) =>
        element('circle', { cx: x.at(sample.x), cy: y.at(sample.value), r: radius, fill: sampleColour }),
      )
      .join('')
  }
  const row = rowOf(answers.names.length)
  const first = y.range[0] + rowsSpace
  return naturalOrder(answers.names)
    .map((k, place) => {
      const ticks = samples.filter(({ value }) => value === k)
      const path = ticks.map(
        (sample) => `M${x.at(sample.x)},${first + place * row + 1}v${Math.max(1, row - 3)}`,
      )
      return element('path', { d: path.join(''), stroke: hex(colours[k]!), 'stroke-width': 1.25 })
    })
    .join('')
}

/** What lines, dots and ticks are. */
function keyOf(answers: CurveAnswers): ReturnType<typeof classKey> {
  const right = PLOT.left + PLOT.width
  if (answers.kind === 'classes') {
    const colours = coloursOf(answers)
    const entries = naturalOrder(answers.names).map((k) => ({
      ...{ label: answers.names[k]!, look: { fill: colours[k]!, rim: WHITE } },
    }))
    const above = { left: right - 186, right, base: ABOVE }
    return classKey(entries, above, { left: PLOT.left, right: SPREAD_WIDTH - 18, base: BELOW })
  }
  const words = { y: ABOVE, 'font-size': 12, fill: SOFT_INK, 'text-anchor': 'end' }
  const network = right - textWidth('network', 12) - 6
  const samples = network - 16 - 14
  const dot = samples - textWidth('samples', 12) - 9
  return {
    svg:
      text('network', { x: right, ...words }) +
      element('path', { d: `M${network - 16},${ABOVE - 4}h16`, stroke: BEST, 'stroke-width': strokeWidth }) +
      text('samples', { x: samples, ...words }) +
      element('circle', { cx: dot, cy: ABOVE - 4, r: 3, fill: sampleColour }),
    line: 'above',
  }
}
