import { type RenderedImage, Resvg, type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js'
import { wordsOf } from '../colours.ts'
import { FONT } from '../font.ts'
import { encodeIndexedPng } from '../png.ts'
import { type PageBox, pagePart } from './page.ts'
import type { Palette } from './palette.ts'

/** Finds the colours of a page. */
export type PageColours = Pick<Palette, 'colours' | 'indicesOf'>

/** A page in a palette's colours. */
export interface Sheet {
  readonly width: number
  readonly height: number
  /** (H, W) */
  readonly indices: Uint8Array
}

/** @param zoom pixels for each pixel of the SVG */
export function rasterise(svg: string, zoom: number, palette: PageColours): Sheet {
  return indexed(new Resvg(svg, optionsOf(zoom)).render(), palette)
}

/** The same pixels, rendered on a thread of their own: several pages at once use several cores. */
export async function rasteriseAside(svg: string, zoom: number, palette: PageColours): Promise<Sheet> {
  return indexed(await renderAsync(svg, optionsOf(zoom)), palette)
}

function optionsOf(zoom: number): ResvgRenderOptions {
  return { font: FONT, fitTo: { mode: 'zoom', value: zoom } }
}

function indexed({ width, height, pixels }: RenderedImage, palette: PageColours): Sheet {
  return { width, height, indices: palette.indicesOf(wordsOf(pixels)) }
}

/** A part of a page in its colours, and where it is. */
export interface SheetPart {
  readonly box: PageBox
  readonly sheet: Sheet
}

/** A copy of a page with some of its parts drawn anew. @param zoom of all */
export function redrawn(still: Sheet, parts: readonly SheetPart[], zoom: number): Sheet {
  const whole = { ...still, indices: still.indices.slice() }
  for (const { box, sheet } of parts) {
    place(whole, sheet.indices, sheet.width, box.left * zoom, box.top * zoom)
  }
  return whole
}

/** Rasterises a part of a page. @param svg at its place on the page */
export function partOf(box: PageBox, svg: string, zoom: number, palette: PageColours): SheetPart {
  return { box, sheet: rasterise(pagePart(box, svg), zoom, palette) }
}

/** Copies pixels to a place on a sheet. @param indices (height, width) */
export function place(sheet: Sheet, indices: Uint8Array, width: number, left: number, top: number): void {
  for (let row = 0; row * width < indices.length; row++) {
    sheet.indices.set(indices.subarray(row * width, (row + 1) * width), (top + row) * sheet.width + left)
  }
}

/** A sheet as a PNG file. */
export function sheetPng({ width, height, indices }: Sheet, { colours }: Pick<Palette, 'colours'>): Buffer {
  return encodeIndexedPng(width, height, indices, colours)
}
