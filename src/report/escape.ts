/** Makes text safe inside HTML, SVG and JSON in a page. Nothing else does. */

/**
 * Any string as character data or a quoted attribute of HTML and XML 1.0. Control codes other than tabs and line ends
 * are dropped; half a surrogate pair becomes U+FFFD.
 */
export function escapeMarkup(raw: string): string {
  return raw
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"'`]/g, (character) => entities[character]!)
}

/** JSON for a script element that holds data; nothing in it can end the element or a line. */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}
