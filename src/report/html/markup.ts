import { shortened } from '../../shown-text.ts'
import { escapeMarkup } from '../escape.ts'

/** HTML as text. */

/** Markup that is safe in a page: made by the functions of this file, or of our own words. */
export type Markup = string & { readonly markup?: never }

type HtmlAttributes = Readonly<Record<string, string | number | boolean | undefined>>

/** One element. Children are markup; `undefined` and false attributes are left out; true ones have no value. */
export function tag(name: string, attributes: HtmlAttributes = {}, ...children: readonly Markup[]): Markup {
  let head = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    head += value === true ? ` ${key}` : ` ${key}="${escapeMarkup(String(value))}"`
  }
  return VOID.has(name) ? `<${head}>` : `<${head}>${children.join('')}</${name}>`
}

/**
 * Text of a user inside our words, shortened if it is long. Its writing direction does not affect the words around it.
 * @param most characters
 */
export function named(raw: string, most?: number): Markup {
  return tag('bdi', {}, escapeMarkup(shortened(raw, most)))
}

const VOID: ReadonlySet<string> = new Set(['img', 'input', 'link', 'meta', 'source', 'br'])
