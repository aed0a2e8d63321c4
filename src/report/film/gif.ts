import type { Rgb } from '../colours.ts'
import { type FrameOptions, gifenc } from './gifenc.ts'

/** One picture of a film. */
export interface FilmFrame {
  /** (H, W) indices into the palette. */
  readonly indices: Uint8Array
  /** How long it is shown; GIF counts in hundredths of a second. */
  readonly delayMs: number
}

/** Pixels, half open. */
interface FrameBox {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/**
 * An animated GIF that loops, with one palette for all frames. A frame holds the box that differs from the frame before;
 * pixels in it that stay the same are transparent where that makes the frame smaller.
 *
 * @param palette 2 to 255 colours; one more index marks pixels that stay the same
 */
export function encodeGif(
  frames: Iterable<FilmFrame>,
  width: number,
  height: number,
  palette: readonly Rgb[],
): Uint8Array {
  const kept = palette.length
  const colorDepth = Math.max(2, Math.ceil(Math.log2(kept + 1)))
  const table = Array.from({ length: 2 ** colorDepth }, (_, index) => palette[index] ?? [0, 0, 0])
  const parts: Uint8Array[] = []
  let before: Uint8Array | null = null
  for (const { indices, delayMs } of frames) {
    const options = { delay: delayMs, dispose: 1, colorDepth }
    if (before === null) {
      const encoder = gifenc.GIFEncoder({ auto: false })
      encoder.writeHeader()
      encoder.writeFrame(indices, width, height, { ...options, first: true, palette: table, repeat: 0 })
      parts.push(encoder.bytes())
    } else {
      const box = difference(before, indices, width, height)
      const whole = crop(indices, width, box)
      const below = crop(before, width, box)
      const sparse = whole.map((index, at) => (index === below[at] ? kept : index))
      // The compressor takes most of the time, so it is spared the one that has more runs of one colour.
      parts.push(
        runsOf(sparse) < runsOf(whole)
          ? chunk(sparse, box, { ...options, transparent: true, transparentIndex: kept })
          : chunk(whole, box, options),
      )
    }
    before = indices
  }
  return Buffer.concat([...parts, Uint8Array.of(0x3b)])
}

/** Runs of equal pixels: the fewer there are, the smaller a frame is compressed. */
function runsOf(indices: Uint8Array): number {
  let runs = 1
  for (let at = 1; at < indices.length; at++) if (indices[at] !== indices[at - 1]) runs++
  return runs
}

/** The smallest box that holds every pixel that differs; a corner pixel if none does. */
function difference(before: Uint8Array, after: Uint8Array, width: number, height: number): FrameBox {
  let [left, right, top, bottom] = [width, 0, height, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (before[y * width + x] === after[y * width + x]) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = y + 1
    }
  }
  return left < right ? { left, right, top, bottom } : { left: 0, right: 1, top: 0, bottom: 1 }
}

function crop(indices: Uint8Array, width: number, { left, right, top, bottom }: FrameBox): Uint8Array {
  const cropped = new Uint8Array((right - left) * (bottom - top))
  for (let y = top; y < bottom; y++) {
    cropped.set(indices.subarray(y * width + left, y * width + right), (y - top) * (right - left))
  }
  return cropped
}

/** A frame by itself: its graphic control extension (8 bytes), then its image descriptor and its pixels. */
function chunk(
  indices: Uint8Array,
  { left, right, top, bottom }: FrameBox,
  options: FrameOptions,
): Uint8Array {
  const encoder = gifenc.GIFEncoder({ auto: false })
  encoder.writeFrame(indices, right - left, bottom - top, options)
  const bytes = encoder.bytes()
  // The encoder always puts a frame at the corner.
  const descriptor = new DataView(bytes.buffer, bytes.byteOffset + 9)
  descriptor.setUint16(0, left, true)
  descriptor.setUint16(2, top, true)
  return bytes
}
