import type { ChampionMap } from '../champion-view.ts'
import { type Colouring, colouringOf, dotDark, dotWhite, legendOf, type MapField } from '../colouring.ts'
import { hex, mix, type Rgb } from '../colours.ts'
import { fitText, textWidth } from '../font.ts'
import { SOFT_INK } from '../palette.ts'
import type { Extent } from '../scale.ts'
import { element, text } from '../svg.ts'
import { classKey } from './class-key.ts'
import { type Film, filmOf } from './film.ts'
import { PAPER } from './inks.ts'
import { Dots, paintField } from './map.ts'
import type { Moment } from './moment.ts'
import { mostColours } from './palette.ts'
import { place, type Sheet } from './paper.ts'
import { plotAxes } from './plot-axes.ts'
import { PlotPalette } from './plot-palette.ts'
import { ABOVE, BELOW, type FilmSpread, PLOT, SPREAD_WIDTH, SpreadPainter, spreadHeight } from './spread.ts'

/** A network's answers over its two inputs while it learns, beside its fitness. */
export interface MapFilm extends FilmSpread, Pick<ChampionMap, 'x' | 'y' | 'answers' | 'samples'> {
  /** Cells along each side that the network is evaluated at. */
  readonly cells: number
  readonly moments: readonly MapMoment[]
}

export interface MapMoment extends Moment {
  /** (cells, cells, channels) row by row from the top; computed on demand. */
  field(): MapField
}

/** The key and the names of the axes above the map, pixels. */
const keyRoom = 210
/** Greys for the edges of dots. */
const edgeShades = 5
/** Room for the name of the upward axis, pixels. */
const axisRoom = 24

/** Draws the film as GIF, and its last picture as PNG at twice the size. */
export function drawMapFilm(film: MapFilm): Film {
  const colouring = colouringOf(film.answers)
  const room = mostColours - colouring.colours.length - PAPER.length
  // Without room for all, the rest of the dots take the nearest colours.
  const dots = dotColours(film, colouring).slice(0, room)
  const palette = new PlotPalette([...colouring.colours, ...dots])
  const legend = legendMarkup(film)
  const below = legend.line === 'below'
  const size = { width: SPREAD_WIDTH, height: spreadHeight(below) }
  const words = plotAxes({ across: film.x, up: film.y, share: below ? 0.9 : 0.25 }) + legend.svg
  const painters = [1, 2].map((zoom) => {
    const spread = new SpreadPainter(film, words, size.height, palette, zoom)
    return new MapFilmPainter(film, spread, colouring, palette, zoom)
  })
  return filmOf(film.moments, palette, size, (moment, zoom) => painters[zoom - 1]!.paint(moment))
}

/** Colours of the samples that are not in the map. */
function dotColours({ samples }: MapFilm, colouring: Colouring): Rgb[] {
  const known = new Set(colouring.colours.map(String))
  const looks = [...new Set(samples.map(({ value }) => value))]
    .slice(0, 300)
    .map((value) => colouring.sample(value))
  const colours = looks.flatMap(({ fill, rim }) => [fill, rim]).filter((colour) => !known.has(String(colour)))
  const looked = [...new Map(colours.map((colour) => [String(colour), colour])).values()]
  const edges = Array.from({ length: edgeShades }, (_, k) =>
    mix(dotDark, dotWhite, (k + 1) / (edgeShades + 1)),
  )
  return [...looked, ...edges]
}

class MapFilmPainter {
  private readonly film: MapFilm
  private readonly spread: SpreadPainter
  private readonly colouring: Colouring
  private readonly palette: PlotPalette
  private readonly zoom: number
  private readonly dots: Dots
  /** (size, size) the map in the previous picture, without samples. */
  private field: Uint8Array | null = null

  constructor(
    film: MapFilm,
    spread: SpreadPainter,
    colouring: Colouring,
    palette: PlotPalette,
    zoom: number,
  ) {
    this.film = film
    this.spread = spread
    this.colouring = colouring
    this.palette = palette
    this.zoom = zoom
    const across = (value: number, [low, high]: Extent): number => (value - low) / (high - low)
    const points = film.samples.map(({ x, y, value }) => ({
      x: across(x, film.x.extent),
      y: 1 - across(y, film.y.extent),
      value,
    }))
    const radius = Math.min(3.2, Math.max(1.5, 42 / Math.sqrt(points.length)))
    this.dots = new Dots(points, PLOT.width * zoom, colouring, radius * zoom, 0.9 * zoom)
  }

  paint(moment: MapMoment): Sheet {
    const { film, zoom } = this
    const sheet = this.spread.page(moment)
    const size = PLOT.width * zoom
    const exact = moment === film.moments.at(-1)
    this.field = paintField(moment.field(), film.cells, size, this.colouring, exact ? null : this.field)
    const map = this.field.slice()
    this.dots.paint(map, this.palette.plot)
    place(sheet, map, size, PLOT.left * zoom, PLOT.top * zoom)
    return sheet
  }
}

/** The meaning of the colours, above the map at the right or below it: names of classes, or the ends of a scale. */
function legendMarkup({ answers }: MapFilm): ReturnType<typeof classKey> {
  const right = PLOT.left + PLOT.width
  const y = ABOVE
  const legend = legendOf(answers)
  if (legend.kind === 'classes') {
    const above = { left: right - keyRoom, right, base: y }
    return classKey(legend.entries, above, { left: PLOT.left, right: SPREAD_WIDTH - 18, base: BELOW })
  }
  const label = (content: string, x: number, anchor: string): string =>
    text(content, { x, y, 'font-size': 12, fill: SOFT_INK, 'text-anchor': anchor })
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
  const name = fitText(legend.label, 12, Math.min(70, room - PLOT.left))
  return {
    svg: label(high, right, 'end') + bar.join('') + label(`${name} ${low}`, end - 76, 'end'),
    line: 'above',
  }
}
