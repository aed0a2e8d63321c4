import { textWidth, type Weight } from '../../font.ts'

/** A text element as `svg.ts` writes it. */
const element = /<text ([^>]*)>([^<]*)<\/text>/g
/** What `escapeMarkup` writes. */
const entities: ReadonlyMap<string, string> = new Map([
  ...([
    ['&amp;', '&'],
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#39;', "'"],
    ['&#96;', '`'],
  ] as const),
])

/**
 * A picture of ours for a page: each text has the width that it was laid out for, whatever font the reader has.
 * @param svg with texts of font sizes in pixels
 */
export function fittedTexts(svg: string): string {
  return svg.replace(element, (whole, attributes: string, content: string) => {
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1])
    const weight: Weight = attributes.includes('font-weight="600"') ? 600 : 400
    const shown = content.replace(/&[^;]+;/g, (entity) => entities.get(entity) ?? entity)
    if (!(size > 0) || shown.trim() === '') return whole
    const width = Math.round(textWidth(shown, size, weight) * 10) / 10
    return `<text ${attributes} textLength="${width}" lengthAdjust="spacingAndGlyphs">${content}</text>`
  })
}
