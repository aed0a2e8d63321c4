import { encodeGif, type FilmFrame } from './gif.ts'
import type { Palette } from './palette.ts'
import { type Sheet, sheetPng } from './paper.ts'

/** A film, and the last of its pictures by itself. */
export interface Film {
  readonly gif: Uint8Array
  readonly png: Buffer
}

/** How long a film takes up to its last picture, which rests. */
const playMs = 9000
const restMs = 3000
const quickestMs = 50
const slowestMs = 400

/**
 * @param moments at least one
 * @param size of a picture, pixels
 * @param paint one picture, with so many pixels for one
 */
export function filmOf<Moment>(
  moments: readonly Moment[],
  palette: Palette,
  size: { readonly width: number; readonly height: number },
  paint: (moment: Moment, zoom: 1 | 2) => Sheet,
): Film {
  return {
    gif: filmGif(moments, palette, size, (moment) => paint(moment, 1)),
    png: sheetPng(paint(moments.at(-1)!, 2), palette),
  }
}

/** The film alone, without its last picture. @param moments at least one */
export function filmGif<Moment>(
  moments: readonly Moment[],
  palette: Palette,
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
