import { escapeMarkup } from '../escape.ts'
import { type Markup, tag } from './markup.ts'

/** A part of the page with a heading that can be linked to. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly content: Markup
}

export function sectionMarkup({ id, title, content }: Section): Markup {
  return tag(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    tag('h2', { id: `${id}-title` }, escapeMarkup(title)),
    content,
  )
}

/** A table that scrolls by itself where it is wider than the page. */
export function scrolling(label: string, content: Markup): Markup {
  return tag('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, content)
}

/** Rows of a name and its value. */
export function definitions(rows: readonly (readonly [string, Markup])[]): Markup {
  return tag(
    'dl',
    {},
    ...rows.map(([name, value]) => tag('div', {}, tag('dt', {}, escapeMarkup(name)), tag('dd', {}, value))),
  )
}
