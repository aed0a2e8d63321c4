/** SVG as text. Attributes and character data are escaped here and nowhere else. */

export type Attributes = Readonly<Record<string, string | number | undefined>>

/** One element; `children` are markup already, `undefined` attributes are left away, numbers are rounded. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  let head = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    head += ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`
  }
  return children.length === 0 ? `<${head}/>` : `<${head}>${children.join('')}</${name}>`
}

/** A text element; `content` is the user's or ours, never markup. */
export function text(content: string, attributes: Attributes): string {
  return element('text', attributes, escapeXml(content))
}

/** Makes any string safe inside XML 1.0: what XML forbids is dropped, line breaks become spaces. */
export function escapeXml(raw: string): string {
  return raw
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Pixels to two decimals, which is finer than anti-aliasing shows. */
export function round(pixels: number): string {
  return String(Math.round(pixels * 100) / 100)
}
