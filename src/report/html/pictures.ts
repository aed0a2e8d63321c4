import { escapeMarkup } from '../escape.ts'
import { darkBeginning, darkStill } from '../film/dark.ts'
import type { ReportPicture } from './data.ts'
import { type Markup, tag } from './markup.ts'

/** Pictures inside the page itself. Films are still for readers who asked for reduced motion, and dark on a dark page. */
export function picturesMarkup(pictures: readonly ReportPicture[]): Markup {
  return tag('div', { class: 'pictures' }, ...pictures.map(pictureMarkup))
}

function pictureMarkup({ caption, description, type, bytes, still }: ReportPicture): Markup {
  const isFilm = type === 'image/gif'
  const beginning = isFilm ? darkBeginning(bytes) : null
  const image = tag('img', {
    src: dataUri(type, bytes),
    alt: description,
    // A script puts it before the frames.
    'data-dark': beginning === null ? undefined : base64(inGroups(bytes, beginning)),
  })
  const sources = [
    ...(still === undefined ? [] : [darkSource(still, motionless), source(still, motionless)]),
    ...(isFilm ? [] : [darkSource(bytes)]),
  ]
  return tag(
    'figure',
    { class: isFilm && beginning === null ? 'picture bright' : 'picture' },
    tag('picture', {}, ...sources, image),
    tag('figcaption', {}, escapeMarkup(caption)),
  )
}

const motionless = '(prefers-reduced-motion: reduce)'
const onDark = 'screen and (prefers-color-scheme: dark)'

/** A still picture for readers of some kind. */
function source(png: Uint8Array, media: string): Markup {
  return tag('source', { media, srcset: dataUri('image/png', png) })
}

/** The same on a dark page; nothing for a picture that is the same there. */
function darkSource(png: Uint8Array, media?: string): Markup {
  const dark = darkStill(png)
  return dark === null ? '' : source(dark, [onDark, media].filter(Boolean).join(' and '))
}

/** A changed beginning of some bytes, and as many more that their base64 has no letter in common with the rest. */
function inGroups(bytes: Uint8Array, beginning: Uint8Array): Uint8Array {
  const whole = Uint8Array.from(bytes.subarray(0, Math.ceil(beginning.length / 3) * 3))
  whole.set(beginning)
  return whole
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function dataUri(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${base64(bytes)}`
}
