import { shortened } from '../shown-text.ts'
import { escapeMarkup } from './escape.ts'

/** SVG as text. */

export type SvgAttributes = Readonly<Record<string, string | number | undefined>>

/** One element; `children` are markup already, `undefined` attributes are left out, numbers are rounded. */
export function element(name: string, attributes: SvgAttributes, ...children: readonly string[]): string {
  let head = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    head += ` ${key}="${typeof value === 'number' ? round(value) : escapeMarkup(value)}"`
  }
  return children.length === 0 ? `<${head}/>` : `<${head}>${children.join('')}</${name}>`
}

/** A text element; `content` is any text, never markup. Line ends become spaces, and long text is shortened. */
export function text(content: string, attributes: SvgAttributes): string {
  return element('text', attributes, escapeMarkup(shortened(content).replace(/[\t\n\r]+/g, ' ')))
}

/** Pixels to two decimals, which is finer than anti-aliasing shows. */
export function round(pixels: number): string {
  return String(Math.round(pixels * 100) / 100)
}
