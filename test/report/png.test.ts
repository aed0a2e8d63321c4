import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { encodeDrawing, encodePng } from '../../src/report/png.ts'

/** (H, W, 4) */
function pixels(width: number, height: number, colour: (x: number, y: number) => number[]): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: width * height }, (_, at) => [
      ...colour(at % width, Math.floor(at / width)),
      255,
    ]).flat(),
  )
}

/** Byte 25 of a PNG file. */
const colourType = (png: Buffer): number => png[25]!

const worstOf = (one: Uint8Array, other: Uint8Array): number =>
  one.reduce((worst, channel, at) => Math.max(worst, Math.abs(channel - other[at]!)), 0)

describe('a drawing as a file', () => {
  it('of few colours keeps them all in a palette', () => {
    const drawing = pixels(30, 20, (x, y) => [x * 7, y * 11, 200 * ((x + y) % 2)].map((c) => c & 0xe0))
    const png = encodeDrawing(30, 20, drawing)
    expect(colourType(png)).toBe(3)
    expect(worstOf(PNG.sync.read(png).data, drawing)).toBe(0)
  })

  it('of the blends of two inks has a palette that is as good to the eye', () => {
    const ink = (x: number, y: number): number[] => [255 - x, 255 - Math.round((x + y) / 2), 255 - y]
    const drawing = pixels(80, 80, ink)
    const png = encodeDrawing(80, 80, drawing)
    expect(colourType(png)).toBe(3)
    expect(worstOf(PNG.sync.read(png).data, drawing)).toBeLessThanOrEqual(32)
    expect(png.length).toBeLessThan(encodePng(80, 80, drawing).length)
  })

  it('of more colours than a palette can stand for keeps every pixel', () => {
    const drawing = pixels(32, 32, (x, y) => [x * 8, y * 8, (x * y) & 255])
    const png = encodeDrawing(32, 32, drawing)
    expect(colourType(png)).toBe(2)
    expect(worstOf(PNG.sync.read(png).data, drawing)).toBe(0)
  })
})
