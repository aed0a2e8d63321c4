import { encodeGif, type FilmFrame } from './gif.ts'
import type { Palette } from './palette.ts'
import { type Sheet, sheetPng } from './paper.ts'

/** A film, and its last picture as a file of its own. */
export interface Film {
  readonly gif: Uint8Array
  readonly png: Buffer
}

/** The time up to the last picture of a film, and how long that is shown. */
const playMs = 9000
const restMs = 3000
const quickestMs = 50
const slowestMs = 400

/**
 * @param moments at least one
 * @param size of a picture, pixels
 * @param paint draws a picture at a zoom
 */
export function filmOf<Moment>(
  moments: readonly Moment[],
  palette: Pick<Palette, 'colours'>,
  size: { readonly width: number; readonly height: number },
  paint: (moment: Moment, zoom: 1 | 2) => Sheet,
): Film {
  return {
    gif: filmGif(moments, palette, size, (moment) => paint(moment, 1)),
    png: sheetPng(paint(moments.at(-1)!, 2), palette),
  }
}

/** The film without the picture file. @param moments at least one */
export function filmGif<Moment>(
  moments: readonly Moment[],
  palette: Pick<Palette, 'colours'>,
  size: { readonly width: number; readonly height: number },
  paint: (moment: Moment) => Sheet,
): Uint8Array {
  const delayMs = Math.round(Math.min(slowestMs, Math.max(quickestMs, playMs / moments.length)) / 10) * 10
  const last = moments.at(-1)!
  function* frames(): Generator<FilmFrame> {
    for (const moment of moments) {
      yield { indices: paint(moment).indices, delayMs: moment === last ? restMs : delayMs }
    }
  }
  return encodeGif(frames(), size.width, size.height, palette.colours)
}
