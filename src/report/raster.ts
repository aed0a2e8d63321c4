import { Resvg } from '@resvg/resvg-js'
import { FONT } from './font.ts'
import { encodeDrawing } from './png.ts'

/**
 * Rasterises an SVG with the project's own font, anti-aliased.
 *
 * @param zoom device pixels for each SVG pixel
 * @returns an opaque PNG file
 */
export function toPng(svg: string, zoom: number): Buffer {
  const image = new Resvg(svg, { font: FONT, fitTo: { mode: 'zoom', value: zoom } }).render()
  return encodeDrawing(image.width, image.height, image.pixels)
}
