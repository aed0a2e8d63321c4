import type { Rgb } from '../colours.ts'
import { formatCount, formatSignificant } from '../number.ts'
import { BEST, INK, SOFT_INK } from '../palette.ts'
import { text } from '../svg.ts'
import { type Film, filmOf } from './film.ts'
import { gifenc } from './gifenc.ts'
import type { Moment } from './moment.ts'
import { figures, type Heading, page, titles } from './page.ts'
import { Palette } from './palette.ts'
import { PAPER, place, rasterise, type Sheet } from './paper.ts'

/** Opaque pixels, (H, W, 4) red, green, blue and alpha. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** A picture beside what a network makes of it while it learns. */
export interface PictureFilm {
  readonly heading: Heading
  /** No wider and no higher than `pictureRoom`. */
  readonly original: Raster
  /** Names the fitness. */
  readonly label: string
  readonly moments: readonly PictureMoment[]
}

export interface PictureMoment extends Moment {
  /** Of the original's size; made when asked for. */
  picture(): Uint8Array
}

/** Pixels that a picture of the film may take, each way. */
export const pictureRoom = 330

const MARGIN = 20
const GAP = 28
const TOP = 90
/** Room for the figures, however narrow the pictures are. */
const NARROWEST = 240
/** Pictures that the colours are taken from. */
const looks = 6
/** What a channel may be off, about, before a pixel changes: less is not seen, and costs. */
const tolerance = 5

/** Draws the film as GIF, and the last of its pictures as PNG at twice the size. */
export function drawPictureFilm(film: PictureFilm): Film {
  const { original, moments, heading, label } = film
  const palette = paletteOf(film)
  const times = Math.max(1, Math.floor(pictureRoom / Math.max(original.width, original.height)))
  const column = Math.max(NARROWEST, original.width * times)
  const lefts = [MARGIN, MARGIN + column + GAP] as const
  const size = { width: lefts[1] + column + MARGIN, height: TOP + original.height * times + MARGIN }
  const still =
    titles(heading, size.width) + text('original', { x: lefts[0], y: 74, 'font-size': 13, fill: SOFT_INK })
  const left = indexed(original.pixels, palette, null)
  let before: Uint8Array | null = null
  const put = (sheet: Sheet, picture: Uint8Array, side: 0 | 1, zoom: number): void => {
    const width = original.width * times * zoom
    place(sheet, enlarged(picture, original.width, times * zoom), width, lefts[side] * zoom, TOP * zoom)
  }
  const last = moments.at(-1)
  return filmOf(moments, palette, size, (moment, zoom) => {
    const above = momentFiguresOf(moment, label, lefts[1])
    const sheet = rasterise(page(size.width, size.height, still, above), zoom, palette)
    const right = indexed(moment.picture(), palette, moment === last ? null : before)
    before = right
    put(sheet, left, 0, zoom)
    put(sheet, right, 1, zoom)
    return sheet
  })
}

function momentFiguresOf({ unit, count, fitness }: PictureMoment, label: string, left: number): string {
  const quality =
    label === 'mse'
      ? { name: 'psnr', value: `${(-10 * Math.log10(fitness)).toFixed(1)} dB` }
      : { name: label, value: formatSignificant(fitness, 3) }
  const row = [
    { name: unit, value: formatCount(count), room: 80, colour: INK },
    { ...quality, room: 0, colour: BEST },
  ]
  return figures(row, left, 74)
}

/** As many colours as a GIF takes, of the original and of pictures all through the film. */
function paletteOf({ original, moments }: PictureFilm): Palette {
  const chosen = Array.from(
    { length: looks },
    (_, i) => moments[Math.round((i * (moments.length - 1)) / (looks - 1))]!,
  )
  const pictures = [original.pixels, ...new Set(chosen)].map((look) =>
    look instanceof Uint8Array ? look : look.picture(),
  )
  const colours = gifenc.quantize(new Uint8Array(Buffer.concat(pictures)), 254 - PAPER.length)
  return new Palette([...PAPER, ...colours.map(([r, g, b]): Rgb => [r!, g!, b!])])
}

/** @param before what the picture before it had, kept where it is as good to the eye */
function indexed(pixels: Uint8Array, palette: Palette, before: Uint8Array | null): Uint8Array {
  return Uint8Array.from({ length: pixels.length / 4 }, (_, at) => {
    const [red, green, blue] = [pixels[at * 4]!, pixels[at * 4 + 1]!, pixels[at * 4 + 2]!]
    const near = palette.nearest(red, green, blue)
    const kept = before?.[at]
    if (kept === undefined || kept === near) return near
    const off = (index: number): number => {
      const [r, g, b] = palette.colours[index]!
      return Math.hypot(r - red, g - green, b - blue)
    }
    return off(kept) <= off(near) + tolerance ? kept : near
  })
}

/** Each pixel as a square of so many. */
function enlarged(indices: Uint8Array, width: number, times: number): Uint8Array {
  const across = width * times
  const large = new Uint8Array(indices.length * times * times)
  for (let at = 0; at < large.length; at++) {
    const row = Math.floor(Math.floor(at / across) / times)
    large[at] = indices[row * width + Math.floor((at % across) / times)]!
  }
  return large
}
