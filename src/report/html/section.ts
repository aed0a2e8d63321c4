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

/**
 * Content that scrolls by itself where it is wider than the page.
 * @param tall whether it does so too where it is higher than a screen
 */
export function scrolling(label: string, content: Markup, tall = false): Markup {
  const name = tall ? 'scroll tall' : 'scroll'
  return tag('div', { class: name, tabindex: 0, role: 'region', 'aria-label': label }, content)
}

/** Rows of a name and its value. */
export function definitions(rows: readonly (readonly [string, Markup])[]): Markup {
  return tag(
    'dl',
    {},
    ...rows.map(([name, value]) => tag('div', {}, tag('dt', {}, escapeMarkup(name)), tag('dd', {}, value))),
  )
}
