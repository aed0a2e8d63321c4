/** Text of users as it is shown: names, labels and messages may be of any length. */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Characters that are shown by default, the ellipsis among them. */
const mostShown = 160
/** UTF-16 units that a character has room for; only heaps of combining marks need more. */
const unitsEach = 16

/**
 * A text as it is shown: whole if it has at most `most` characters, else cut with an ellipsis. A character is what a
 * reader takes for one (a grapheme), so no emoji and no accent is cut in two. The time does not depend on the length.
 */
export function shortened(text: string, most: number = mostShown): string {
  if (text.length <= most) return text
  const characters = charactersOf(text.slice(0, most * unitsEach), most + 1)
  const whole = text.length <= most * unitsEach && characters.length <= most
  return whole ? text : `${characters.slice(0, most - 1).join('')}…`
}

/** The characters of a text, at most `most`; the last one may be cut where the text was. */
export function charactersOf(text: string, most: number = text.length): string[] {
  const characters: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    characters.push(segment)
    if (characters.length === most) break
  }
  return characters
}
