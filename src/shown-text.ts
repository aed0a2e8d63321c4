/** Text of the user's for a reader: names, cells and messages may be of any length and hold any character. */
import stringWidth from 'string-width'

/** So many UTF-16 units may belong to a cell; a letter may carry any number of accents. */
const unitsPerCell = 16

let segmenter: Intl.Segmenter | null = null

/** Cells of a text that is shown on its own: a label, a name in a table. */
const mostShown = 160

/**
 * A text in at most `most` cells of a terminal, with `…` for what is left out. Letters stay whole.
 * @param most ≥ 1
 */
export function shortened(text: string, most: number = mostShown): string {
  // No unit takes more than two cells.
  if (text.length * 2 <= most) return text
  segmenter ??= new Intl.Segmenter()
  const head = text.slice(0, unitsPerCell * most)
  let cells = 0
  let end = 0
  for (const { segment, index } of segmenter.segment(head)) {
    cells += stringWidth(segment)
    if (cells > most) return `${text.slice(0, end)}…`
    if (cells < most) end = index + segment.length
  }
  return head.length === text.length ? text : `${text.slice(0, end)}…`
}

/** The characters of a text as a reader counts them (graphemes). */
export function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter()
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** The same on one line, with control characters escaped: they could steer a terminal. */
export function shownText(text: string, most = 60): string {
  return shortened(escapedControls(text.slice(0, unitsPerCell * most + 1)), most)
}

/** Line ends and terminal control codes as `\u001b`. */
export function escapedControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
