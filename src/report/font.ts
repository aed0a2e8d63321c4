import { createRequire } from 'node:module'
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js'
import { charactersOf, shortened } from '../shown-text.ts'
import { text } from './svg.ts'

const require: NodeJS.Require = createRequire(import.meta.url)

/** Source Sans 3 (Adobe, SIL Open Font Licence 1.1) comes with the package, so pictures look the same everywhere. */
export const FAMILY = 'Source Sans 3'

export type Weight = 400 | 600

export const FONT: NonNullable<ResvgRenderOptions['font']> = {
  loadSystemFonts: false,
  fontFiles: [
    require.resolve('#font/SourceSans3_400Regular.ttf'),
    require.resolve('#font/SourceSans3_600SemiBold.ttf'),
  ],
  defaultFontFamily: FAMILY,
  sansSerifFamily: FAMILY,
}

/** Widths that are known: pictures say the same words again and again. */
const widths = new Map<string, number>()
const mostWidths = 4096

/** The width of a line of text as it is shown, pixels, without spaces at its ends. */
export function textWidth(content: string, size: number, weight: Weight = 400): number {
  const shown = shortened(content)
  const key = `${size} ${weight} ${shown}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const width = measured(shown, size, weight)
  if (widths.size >= mostWidths) widths.clear()
  widths.set(key, width)
  return width
}

function measured(content: string, size: number, weight: Weight): number {
  const label = text(content, { y: size, 'font-family': FAMILY, 'font-size': size, 'font-weight': weight })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">${label}</svg>`
  return new Resvg(svg, { font: FONT }).getBBox()?.width ?? 0
}

/** The text, cut with an ellipsis where it would be wider than `width` pixels. */
export function fitText(content: string, size: number, width: number, weight: Weight = 400): string {
  const short = shortened(content)
  if (textWidth(short, size, weight) <= width) return short
  const characters = charactersOf(short)
  let kept = characters.length
  while (kept > 0) {
    const cut = `${characters.slice(0, kept).join('').trimEnd()}…`
    const actual = textWidth(cut, size, weight)
    if (actual <= width) return cut
    kept = Math.min(kept - 1, Math.floor((kept * width) / actual))
  }
  return ''
}
