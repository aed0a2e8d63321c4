import { Resvg } from '@resvg/resvg-js'
import { PNG } from 'pngjs'
import { FONT } from './font.ts'

/**
 * Rasterises an SVG with the project's own font, anti-aliased.
 *
 * @param zoom device pixels for each SVG pixel
 * @returns an opaque PNG file
 */
export function toPng(svg: string, zoom: number): Buffer {
  const image = new Resvg(svg, { font: FONT, fitTo: { mode: 'zoom', value: zoom } }).render()
  const png = new PNG({ width: image.width, height: image.height })
  png.data = image.pixels
  return PNG.sync.write(png, { colorType: 2, bgColor: { red: 255, green: 255, blue: 255 } })
}
