import { escapeMarkup } from '../escape.ts'
import { type Markup, tag } from './markup.ts'

/** Figures as tiles, each with its name. */
export function tileList(rows: readonly (readonly [name: string, value: string])[]): Markup {
  return tag(
    'ul',
    { class: 'tiles' },
    ...rows.map(([name, value]) =>
      tag(
        'li',
        {},
        tag('span', { class: 'value' }, escapeMarkup(value)),
        tag('span', { class: 'name' }, escapeMarkup(name)),
      ),
    ),
  )
}
