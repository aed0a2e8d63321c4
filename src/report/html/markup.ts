import { escapeMarkup } from '../escape.ts'

/** HTML as text. */

/** Markup that is safe to stand in a page: made by this file's functions, or of our own words. */
export type Markup = string & { readonly markup?: never }

type HtmlAttributes = Readonly<Record<string, string | number | boolean | undefined>>

/** One element. Children are markup; `undefined` and false attributes are left away, true ones stand bare. */
export function tag(name: string, attributes: HtmlAttributes = {}, ...children: readonly Markup[]): Markup {
  let head = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    head += value === true ? ` ${key}` : ` ${key}="${escapeMarkup(String(value))}"`
  }
  return VOID.has(name) ? `<${head}>` : `<${head}>${children.join('')}</${name}>`
}

/** What a user wrote, inside our words: its direction of writing does not leak out of it. */
export function named(raw: string): Markup {
  return tag('bdi', {}, escapeMarkup(raw))
}

const VOID: ReadonlySet<string> = new Set(['img', 'input', 'link', 'meta', 'source', 'br'])
