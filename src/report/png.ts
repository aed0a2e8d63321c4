import { crc32, deflateSync } from 'node:zlib'
import { type Rgb, wordsOf } from './colours.ts'
import { ColourCount } from './film/colour-count.ts'
import type { Palette } from './film/palette.ts'

/** The most that a channel may be off where colours share a place in a palette: it is not seen. */
const farthest = 40
/** Few pixels may be off by more than this, of 255, and how few: their share of all. */
const near = 12
const mostFar = 0.002

/**
 * Writes a drawing as an 8-bit PNG file without transparency: with a palette where all its colours fit one, or where the
 * nearest of one are as good to the eye. That takes about half the bytes.
 *
 * @param pixels (H, W, 4) opaque
 */
export function encodeDrawing(width: number, height: number, pixels: Uint8Array): Buffer {
  const words = wordsOf(pixels)
  const colours = new ColourCount()
  colours.add(words)
  const palette = colours.palette()
  const indices = palette.indicesOf(words)
  return isFaithful(words, indices, palette)
    ? encodeIndexedPng(width, height, indices, palette.colours)
    : encodePng(width, height, pixels)
}

function isFaithful(words: Uint32Array, indices: Uint8Array, { colours }: Palette): boolean {
  let far = 0
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const [red, green, blue] = colours[indices[at]!]!
    const off = Math.max(
      Math.abs(red - (word & 255)),
      Math.abs(green - ((word >> 8) & 255)),
      Math.abs(blue - ((word >> 16) & 255)),
    )
    if (off > farthest) return false
    if (off > near) far++
  }
  return far <= mostFar * words.length
}

/**
 * Writes a picture as an 8-bit PNG file without transparency, every pixel as it is.
 *
 * @param pixels (H, W, 4) red, green, blue, alpha; white shows where it is transparent
 */
export function encodePng(width: number, height: number, pixels: Uint8Array): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  let to = 0
  for (let from = 0; from < pixels.length; ) {
    // Each row begins with its filter: none.
    if (from % (width * 4) === 0) to++
    const alpha = pixels[from + 3]!
    for (let c = 0; c < 3; c++) {
      const channel = pixels[from + c]!
      rows[to++] = alpha === 255 ? channel : Math.round(255 + ((channel - 255) * alpha) / 255)
    }
    from += 4
  }
  return png(width, height, trueColour, rows)
}

/** Writes a drawing of few colours, which takes a third of the time. @param indices (H, W) into the colours */
export function encodeIndexedPng(
  width: number,
  height: number,
  indices: Uint8Array,
  colours: readonly Rgb[],
): Buffer {
  const rows = Buffer.alloc(height * (1 + width))
  for (let y = 0; y < height; y++) {
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (1 + width) + 1)
  }
  return png(width, height, indexed, rows, chunk('PLTE', Buffer.from(colours.flat())))
}

/** Colour types. */
const trueColour = 2
const indexed = 3

/**
 * Drawings have large areas of one colour: without filters they take half the time and half the bytes.
 * @param rows (H, 1 + bytes of a row) each after its filter
 */
function png(width: number, height: number, colourType: number, rows: Buffer, ...before: Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  header[9] = colourType
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.length + 12)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8)
  return bytes
}
