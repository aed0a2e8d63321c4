import { FAMILY, fitText, textWidth } from '../font.ts'
import { INK, SOFT_INK } from '../palette.ts'
import { element, text } from '../svg.ts'

/** A place on a page, pixels. */
export interface PageBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const MARGIN = 20
/** The size of text beside an axis. */
export const SMALL = 12

/** The heading of every page. */
export interface Heading {
  readonly title: string
  readonly subtitle: string
}

/** A page as SVG; its parts are markup. */
export function page(width: number, height: number, ...parts: readonly string[]): string {
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, 'font-family': FAMILY },
    element('rect', { width, height, fill: 'white' }),
    ...parts,
  )
}

/** A part of a page, at its place; rasterised, it has the pixels of the whole page there. */
export function pagePart({ left, top, width, height }: PageBox, ...parts: readonly string[]): string {
  const viewBox = `${left} ${top} ${width} ${height}`
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox, 'font-family': FAMILY },
    element('rect', { x: left, y: top, width, height, fill: 'white' }),
    ...parts,
  )
}

/** The title, and the subtitle beside it. */
export function titles({ title, subtitle }: Heading, width: number): string {
  const room = width - 2 * MARGIN
  const name = fitText(title, 17, room * 0.6, 600)
  const left = MARGIN + textWidth(name, 17, 600) + 14
  return (
    text(name, { x: MARGIN, y: 32, 'font-size': 17, 'font-weight': 600, fill: INK }) +
    text(fitText(subtitle, 13, width - MARGIN - left), { x: left, y: 32, 'font-size': 13, fill: SOFT_INK })
  )
}
