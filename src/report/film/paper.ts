import { Resvg } from '@resvg/resvg-js'
import { mix, type Rgb, rgb, WHITE } from '../colours.ts'
import { FONT } from '../font.ts'
import { AXIS, BEST, GRID, INK, SOFT_INK, VALIDATION } from '../palette.ts'
import { encodePng } from '../png.ts'
import type { Palette } from './palette.ts'

/** White, and each ink with its anti-aliased edges, dark to pale. */
export const PAPER: readonly Rgb[] = [
  WHITE,
  ...[
    [INK, 7],
    [SOFT_INK, 6],
    [AXIS, 2],
    [GRID, 1],
    [BEST, 6],
    [VALIDATION, 6],
  ].flatMap(([ink, steps]) =>
    Array.from({ length: steps as number }, (_, step) =>
      mix(rgb(ink as string), WHITE, step / (steps as number)),
    ),
  ),
]

/** A page in a palette's colours. */
export interface Sheet {
  readonly width: number
  readonly height: number
  /** (H, W) */
  readonly indices: Uint8Array
}

/** @param zoom pixels for each pixel of the SVG */
export function rasterise(svg: string, zoom: number, palette: Palette): Sheet {
  const { width, height, pixels } = new Resvg(svg, {
    font: FONT,
    fitTo: { mode: 'zoom', value: zoom },
  }).render()
  const indices = new Uint8Array(width * height)
  const words = new Uint32Array(new Uint8Array(pixels).buffer)
  // Neighbours mostly have the same colour.
  let [word, index] = [-1, 0]
  for (let at = 0; at < indices.length; at++) {
    if (words[at] !== word) {
      word = words[at]!
      const from = at * 4
      index = palette.nearest(pixels[from]!, pixels[from + 1]!, pixels[from + 2]!)
    }
    indices[at] = index
  }
  return { width, height, indices }
}

/** Copies pixels to a place on a sheet. @param indices (height, width) */
export function place(sheet: Sheet, indices: Uint8Array, width: number, left: number, top: number): void {
  for (let row = 0; row * width < indices.length; row++) {
    sheet.indices.set(indices.subarray(row * width, (row + 1) * width), (top + row) * sheet.width + left)
  }
}

/** A sheet as a PNG file. */
export function sheetPng({ width, height, indices }: Sheet, { colours }: Palette): Buffer {
  // Alpha, blue, green and red of a pixel are one number, the lowest byte first.
  const words = colours.map(([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0)
  const pixels = new Uint32Array(indices.length)
  for (let at = 0; at < pixels.length; at++) pixels[at] = words[indices[at]!]!
  return encodePng(width, height, Buffer.from(pixels.buffer))
}
