import { bottomAxis, leftAxis } from '../axis.ts'
import type { ChampionMap, MapAxis } from '../champion-view.ts'
import { type Colouring, colouringOf, legendOf, type MapField } from '../colouring.ts'
import { hex } from '../colours.ts'
import { fitText, textWidth } from '../font.ts'
import { INK, SOFT_INK } from '../palette.ts'
import { type Extent, linearScale } from '../scale.ts'
import { element, text } from '../svg.ts'
import { basedTicks } from '../ticks.ts'
import { CurvePanel, type FilmCurve } from './curve-panel.ts'
import { type Film, filmOf } from './film.ts'
import { Dots, paintField } from './map.ts'
import { type Moment, momentFigures } from './moment.ts'
import { figures, figuresBox, type Heading, type PageBox, page, SMALL, titles } from './page.ts'
import { mostColours, Palette } from './palette.ts'
import { PAPER, partOf, place, rasterise, redrawn, type Sheet } from './paper.ts'

/** A network's answers over its two inputs while it learns, beside its fitness. */
export interface MapFilm extends Pick<ChampionMap, 'x' | 'y' | 'answers' | 'samples'> {
  readonly heading: Heading
  readonly curve: FilmCurve
  /** Cells along each side that the network is evaluated at. */
  readonly cells: number
  readonly moments: readonly MapMoment[]
}

export interface MapMoment extends Moment {
  /** (cells, cells, channels) row by row from the top; computed on demand. */
  field(): MapField
}

const WIDTH = 720
const MAP = { left: 58, top: 102, width: 286, height: 286 }
const CURVE = { left: 424, top: 102, width: 278, height: 286 }
const HEIGHT = 438
/** The base line of the figures. */
const FIGURES = 70
/** Room for the names of the classes, pixels, and how finely they are cut. */
const keyRoom = 210
const cutStep = 2
/** Room for the name of the upward axis, pixels. */
const axisRoom = 24

/** Draws the film as GIF, and its last picture as PNG at twice the size. */
export function drawMapFilm(film: MapFilm): Film {
  const colouring = colouringOf(film.answers)
  const room = mostColours - colouring.colours.length - PAPER.length
  // Without room for all, the rest of the dots take the nearest colours.
  const dots = dotColours(film, colouring).slice(0, room)
  const palette = new Palette([...colouring.colours, ...dots, ...PAPER])
  const painters = [1, 2].map((zoom) => new MapFilmPainter(film, colouring, palette, zoom))
  const size = { width: WIDTH, height: HEIGHT }
  return filmOf(film.moments, palette, size, (moment, zoom) => painters[zoom - 1]!.paint(moment))
}

/** Colours of the samples that are not in the map. */
function dotColours({ samples }: MapFilm, colouring: Colouring): Palette['colours'] {
  const known = new Set(colouring.colours.map(String))
  const looks = [...new Set(samples.map(({ value }) => value))]
    .slice(0, 300)
    .map((value) => colouring.sample(value))
  const colours = looks.flatMap(({ fill, rim }) => [fill, rim]).filter((colour) => !known.has(String(colour)))
  return [...new Map(colours.map((colour) => [String(colour), colour])).values()]
}

class MapFilmPainter {
  private readonly film: MapFilm
  private readonly colouring: Colouring
  private readonly palette: Palette
  private readonly zoom: number
  private readonly still: Sheet
  private readonly curve: CurvePanel
  private readonly dots: Dots
  /** (size, size) the map in the previous picture, without samples. */
  private field: Uint8Array | null = null

  constructor(film: MapFilm, colouring: Colouring, palette: Palette, zoom: number) {
    this.film = film
    this.colouring = colouring
    this.palette = palette
    this.zoom = zoom
    this.curve = new CurvePanel(film.curve, CURVE)
    const words = titles(film.heading, WIDTH) + mapAxes(MAP, film.x, film.y) + legendMarkup(film)
    this.still = rasterise(page(WIDTH, HEIGHT, words, this.curve.still), zoom, palette)
    const across = (value: number, [low, high]: Extent): number => (value - low) / (high - low)
    const points = film.samples.map(({ x, y, value }) => ({
      x: across(x, film.x.extent),
      y: 1 - across(y, film.y.extent),
      value,
    }))
    const radius = Math.min(3.2, Math.max(1.5, 42 / Math.sqrt(points.length)))
    this.dots = new Dots(points, MAP.width * zoom, colouring, radius * zoom, 0.9 * zoom)
  }

  paint(moment: MapMoment): Sheet {
    const { film, zoom } = this
    const { left, right } = momentFigures(moment, film.curve.label)
    const row = figures(left, MAP.left, FIGURES) + figures(right, CURVE.left, FIGURES)
    const parts = [
      partOf(figuresBox(WIDTH, FIGURES), row, zoom, this.palette),
      partOf(this.curve.region, this.curve.draw(moment.evaluations), zoom, this.palette),
    ]
    const sheet = redrawn(this.still, parts, zoom)
    const size = MAP.width * zoom
    const exact = moment === film.moments.at(-1)
    this.field = paintField(moment.field(), film.cells, size, this.colouring, exact ? null : this.field)
    const map = this.field.slice()
    this.dots.paint(map, this.palette)
    place(sheet, map, size, MAP.left * zoom, MAP.top * zoom)
    return sheet
  }
}

/** Axes around the box of a map. */
function mapAxes({ left, top, width, height }: PageBox, across: MapAxis, up: MapAxis): string {
  const x = linearScale(across.extent, [left, left + width])
  const y = linearScale(up.extent, [top + height, top])
  const [ups, acrosses] = [basedTicks(y.ticks(5)), basedTicks(x.ticks(5))]
  const small = { 'font-size': SMALL, fill: SOFT_INK }
  const row = top + height + 36
  const room = ups.base === '' ? width - 20 : width / 2
  return (
    leftAxis(ups.ticks, x, y) +
    bottomAxis(acrosses.ticks, x, y, `${named(across.label, acrosses.base, room - 20)} →`) +
    text(`↑ ${fitText(up.label, SMALL, width * 0.25)}`, { x: left, y: top - 9, ...small }) +
    // Above the map stands the legend.
    (ups.base === '' ? '' : text(`↑ ${named(up.label, ups.base, room - 20)}`, { x: 20, y: row, ...small }))
  )
}

/** The name of an axis and its base, which is read whole or not at all. */
function named(label: string, base: string, room: number): string {
  return `${fitText(label, SMALL, Math.max(12, room - textWidth(base, SMALL)))}${base}`
}

/** The meaning of the colours, above the map at the right: names of classes, or the ends of a scale. */
function legendMarkup({ answers }: MapFilm): string {
  const right = MAP.left + MAP.width
  const y = MAP.top - 9
  const label = (content: string, x: number, anchor: string): string =>
    text(content, { x, y, 'font-size': 12, fill: SOFT_INK, 'text-anchor': anchor })
  const legend = legendOf(answers)
  if (legend.kind === 'scale') {
    const [low, high] = legend.ends.map((end) => end.replaceAll('-', '−')) as [string, string]
    const end = right - textWidth(high, 12) - 6
    const bar = legend.colours.map((colour, i, { length }) =>
      element('rect', {
        x: end - 70 + (70 * i) / length,
        y: y - 9,
        width: 70 / length + 0.5,
        height: 9,
        fill: hex(colour),
      }),
    )
    const room = end - 76 - textWidth(` ${low}`, 12) - axisRoom
    const name = fitText(legend.label, 12, Math.min(70, room - MAP.left))
    return label(high, right, 'end') + bar.join('') + label(`${name} ${low}`, end - 76, 'end')
  }
  const { entries } = legend
  const room = keyRoom - 25 * entries.length
  const shortest = 14
  const many = label(`${entries.length} classes`, right, 'end')
  if (room < shortest) return many
  const widths = entries.map((entry) => textWidth(entry.label, 12))
  // Long names are cut, short ones stay.
  const most = levelOf(widths, room)
  if (most < shortest) return many
  let x = right
  return entries
    .toReversed()
    .map((entry) => {
      const name = fitText(entry.label, 12, most)
      const part = label(name, x, 'end')
      x -= textWidth(name, 12) + 9
      const fill = hex(entry.look.fill)
      const ring = { cx: x, cy: y - 4, r: 4, fill, stroke: INK, 'stroke-width': 0.8 }
      x -= 16
      return part + element('circle', ring)
    })
    .join('')
}

/** The width to which the longest of several are cut so that all fit, in whole steps below the longest. */
function levelOf(widths: readonly number[], room: number): number {
  const ascending = widths.toSorted((a, b) => a - b)
  const longest = ascending.at(-1) ?? 0
  let left = room
  for (const [index, width] of ascending.entries()) {
    const share = left / (ascending.length - index)
    if (width > share) return longest - cutStep * Math.ceil((longest - share) / cutStep)
    left -= width
  }
  return longest
}
