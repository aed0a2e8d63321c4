/** HTML as text. Texts and attributes are escaped here and nowhere else. */

/** Markup that is safe to stand in a page: made by this file's functions, or of our own words. */
export type Markup = string & { readonly markup?: never }

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** One element. Children are markup; `undefined` and false attributes are left away, true ones stand bare. */
export function tag(name: string, attributes: Attributes = {}, ...children: readonly Markup[]): Markup {
  let head = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    head += value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`
  }
  return VOID.has(name) ? `<${head}>` : `<${head}>${children.join('')}</${name}>`
}

/** Any string as text: never markup, never half a character, no control codes but tabs and line ends. */
export function escapeHtml(raw: string): Markup {
  return raw
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character]!)
}

/** What a user wrote, inside our words: its direction of writing does not leak out of it. */
export function named(raw: string): Markup {
  return tag('bdi', {}, escapeHtml(raw))
}

/** JSON for a script element that is data: holds nothing that could end the element or a line. */
export function embeddedJson(value: unknown): Markup {
  const unsafe = /[<>&\u2028\u2029]/g
  return JSON.stringify(value).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const VOID: ReadonlySet<string> = new Set(['img', 'input', 'link', 'meta', 'source', 'br'])

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}
