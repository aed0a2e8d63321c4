import type { Rgb } from '../colours.ts'
import { formatCount, formatSignificant } from '../number.ts'
import { BEST, INK, SOFT_INK } from '../palette.ts'
import { text } from '../svg.ts'
import { FigureRow, type FilmFigure } from './figure-row.ts'
import { type Film, filmOf } from './film.ts'
import { gifenc } from './gifenc.ts'
import { PAPER } from './inks.ts'
import type { Moment } from './moment.ts'
import { type Heading, page, titles } from './page.ts'
import { mostColours, Palette } from './palette.ts'
import { partOf, place, rasterise, redrawn, type Sheet } from './paper.ts'

/** Opaque pixels, (H, W, 4) red, green, blue and alpha. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** A picture, beside the network's version of it while it learns. */
export interface PictureFilm {
  readonly heading: Heading
  /** No wider and no higher than `pictureRoom`. */
  readonly original: Raster
  /** Names the fitness. */
  readonly label: string
  readonly moments: readonly PictureMoment[]
}

export interface PictureMoment extends Moment {
  /** (H, W, 4) at the original's size; computed on demand. */
  picture(): Uint8Array
}

/** The largest width and height of a picture in the film, pixels. */
export const pictureRoom = 330

const MARGIN = 20
const GAP = 28
const TOP = 90
/** The base line of the figures. */
const FIGURES = 74
/** The figures need this much room, even if the pictures are narrower. */
const NARROWEST = 240
/** How many pictures the palette is made from. */
const looks = 6
/** A pixel changes only if that brings it this much nearer: less is not seen, and takes space. */
const tolerance = 5

/** Draws the film as GIF, and its last picture as PNG at twice the size. */
export function drawPictureFilm(film: PictureFilm): Film {
  const { original, moments, heading, label } = film
  const picturePalette = paletteOf(film)
  const palette = { colours: [...PAPER, ...picturePalette.colours] }
  const paper = new Palette(PAPER)
  const times = Math.max(1, Math.floor(pictureRoom / Math.max(original.width, original.height)))
  const column = Math.max(NARROWEST, original.width * times)
  const lefts = [MARGIN, MARGIN + column + GAP] as const
  const size = { width: lefts[1] + column + MARGIN, height: TOP + original.height * times + MARGIN }
  const words =
    titles(heading, size.width) +
    text('original', { x: lefts[0], y: FIGURES, 'font-size': 13, fill: SOFT_INK })
  const stills = [1, 2].map((zoom) => rasterise(page(size.width, size.height, words), zoom, paper))
  const row = new FigureRow(
    moments.map((moment) => momentFiguresOf(moment, label)),
    { left: lefts[1], right: size.width - MARGIN, base: FIGURES },
  )
  const left = indexed(original.pixels, picturePalette, null)
  let before: Uint8Array | null = null
  const put = (sheet: Sheet, picture: Uint8Array, side: 0 | 1, zoom: number): void => {
    const width = original.width * times * zoom
    place(sheet, enlarged(picture, original.width, times * zoom), width, lefts[side] * zoom, TOP * zoom)
  }
  const last = moments.at(-1)
  return filmOf(moments, palette, size, (moment, zoom) => {
    const above = partOf(row.region, row.draw(momentFiguresOf(moment, label)), zoom, paper)
    const sheet = redrawn(stills[zoom - 1]!, [above], zoom)
    const right = indexed(moment.picture(), picturePalette, moment === last ? null : before)
    before = right
    put(sheet, left, 0, zoom)
    put(sheet, right, 1, zoom)
    return sheet
  })
}

function momentFiguresOf({ unit, count, fitness }: PictureMoment, label: string): FilmFigure[] {
  const quality =
    label === 'mse'
      ? { name: 'psnr', value: `${(-10 * Math.log10(fitness)).toFixed(1)} dB` }
      : { name: label, value: formatSignificant(fitness, 3) }
  return [
    { name: unit, value: formatCount(count), colour: INK },
    { ...quality, colour: BEST },
  ]
}

/** As many colours as a GIF can have besides those of the page, from the original and from pictures throughout the film. */
function paletteOf({ original, moments }: PictureFilm): Palette {
  const chosen = Array.from(
    { length: looks },
    (_, i) => moments[Math.round((i * (moments.length - 1)) / (looks - 1))]!,
  )
  const pictures = [original.pixels, ...new Set(chosen)].map((look) =>
    look instanceof Uint8Array ? look : look.picture(),
  )
  const colours = gifenc.quantize(new Uint8Array(Buffer.concat(pictures)), mostColours - 1 - PAPER.length)
  return new Palette(colours.map(([r, g, b]): Rgb => [r!, g!, b!]))
}

/**
 * Indices after those of the page.
 * @param palette of pictures
 * @param before indices of the previous picture, kept where they are about as near
 */
function indexed(pixels: Uint8Array, palette: Palette, before: Uint8Array | null): Uint8Array {
  return Uint8Array.from({ length: pixels.length / 4 }, (_, at) => {
    const [red, green, blue] = [pixels[at * 4]!, pixels[at * 4 + 1]!, pixels[at * 4 + 2]!]
    const near = PAPER.length + palette.nearest(red, green, blue)
    const kept = before?.[at]
    if (kept === undefined || kept === near) return near
    const off = (index: number): number => {
      const [r, g, b] = palette.colours[index - PAPER.length]!
      return Math.hypot(r - red, g - green, b - blue)
    }
    return off(kept) <= off(near) + tolerance ? kept : near
  })
}

/** Each pixel as a square of `times` × `times`. */
function enlarged(indices: Uint8Array, width: number, times: number): Uint8Array {
  const across = width * times
  const large = new Uint8Array(indices.length * times * times)
  for (let at = 0; at < large.length; at++) {
    const row = Math.floor(Math.floor(at / across) / times)
    large[at] = indices[row * width + Math.floor((at % across) / times)]!
  }
  return large
}
