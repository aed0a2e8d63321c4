import { escapeMarkup } from '../escape.ts'
import type { ReportPicture } from './data.ts'
import { type Markup, tag } from './markup.ts'

/** Pictures inside the page itself. Films are still for readers who asked for reduced motion. */
export function picturesMarkup(pictures: readonly ReportPicture[]): Markup {
  return tag('div', { class: 'pictures' }, ...pictures.map(pictureMarkup))
}

function pictureMarkup({ caption, description, type, bytes, still }: ReportPicture): Markup {
  const image = tag('img', { src: dataUri(type, bytes), alt: description })
  const calm =
    still === undefined
      ? ''
      : tag('source', { media: '(prefers-reduced-motion: reduce)', srcset: dataUri('image/png', still) })
  return tag(
    'figure',
    { class: 'picture' },
    tag('picture', {}, calm, image),
    tag('figcaption', {}, escapeMarkup(caption)),
  )
}

function dataUri(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
}
