import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'
import type { DrawnFrame } from '../../tasks/custom/drawn.ts'
import { wordsOf } from '../colours.ts'
import { FONT } from '../font.ts'
import { encodePng } from '../png.ts'
import { ColourCount } from './colour-count.ts'
import type { Film } from './film.ts'
import { encodeGif, type FilmFrame } from './gif.ts'
import { shapesSvg } from './shapes.ts'

/** 25 frames a second, and how long the last one is shown. */
const frameMs = 40
const restMs = 2000

type ShownFrame = NonNullable<DrawnFrame>

/** A film of frames that the user's code draws, one after the other. It keeps them compressed. */
export class EpisodeFilm {
  private readonly frames: Buffer[] = []
  private readonly colours: ColourCount = new ColourCount()
  private size: { readonly width: number; readonly height: number } | null = null
  private last: ShownFrame | null = null

  /** @throws RangeError for a frame of another size than the first */
  add(frame: ShownFrame): void {
    const { width, height } = frame
    const size = this.size ?? { width, height }
    if (width !== size.width || height !== size.height) {
      throw new RangeError(
        `expected frames of one size, ${size.width} × ${size.height}, found one of ${width} × ${height}`,
      )
    }
    const pixels = pixelsOf(frame)
    this.size = size
    this.last = frame
    this.colours.add(wordsOf(pixels))
    this.frames.push(deflateRawSync(pixels, { level: 1 }))
  }

  get length(): number {
    return this.frames.length
  }

  /** The film, and its last frame. Null without any frame. */
  end(): Film | null {
    const { size, last, frames } = this
    if (size === null || last === null) return null
    const palette = this.colours.palette()
    const { width, height } = size
    function* indexed(): Generator<FilmFrame> {
      for (const [index, frame] of frames.entries()) {
        const words = wordsOf(inflateRawSync(frame))
        yield { indices: palette.indicesOf(words), delayMs: index === frames.length - 1 ? restMs : frameMs }
      }
    }
    return {
      gif: encodeGif(indexed(), width, height, palette.colours),
      png: encodePng(width, height, pixelsOf(last)),
    }
  }
}

/** (H, W, 4) */
function pixelsOf(frame: ShownFrame): Uint8Array {
  if ('pixels' in frame) return onWhite(frame.pixels)
  const { width, height, shapes } = frame
  return new Resvg(shapesSvg(width, height, shapes), { font: FONT }).render().pixels
}

/** The pixels as they look on a white page. */
function onWhite(pixels: Uint8Array | Uint8ClampedArray): Uint8Array {
  const opaque = Uint8Array.from(pixels)
  for (let at = 0; at < opaque.length; at += 4) {
    const alpha = opaque[at + 3]!
    if (alpha === 255) continue
    for (let c = 0; c < 3; c++) opaque[at + c] = Math.round(255 + ((opaque[at + c]! - 255) * alpha) / 255)
    opaque[at + 3] = 255
  }
  return opaque
}
