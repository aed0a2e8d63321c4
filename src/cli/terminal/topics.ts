import stringWidth from 'string-width'
import { shownText } from '../../shown-text.ts'
import type { Paint } from './paint.ts'
import { wrap } from './width.ts'

/** The most cells of the name of a topic, and of its text: users' words may be in both. */
const mostOfTopic = 40
const mostOfText = 1000

/** A line of a heading. One without a name goes on with the one before. */
export type Topic = readonly [name: string, text: string]

/**
 * A title, then a line for each topic, the texts one below the other.
 * @param columns the most cells of a line
 */
export function titled(title: string, topics: readonly Topic[], paint: Paint, columns: number): string {
  const shown = topics.map(
    ([topic, text]) => [shownText(topic, mostOfTopic), shownText(text, mostOfText)] as const,
  )
  const width = Math.max(...shown.map(([topic]) => stringWidth(topic)))
  const indent = width + 4
  const lines = shown.map(([topic, text]) => {
    const wrapped = wrap(text, columns - indent).join(`\n${' '.repeat(indent)}`)
    return `  ${paint.rest(topic)}${' '.repeat(width - stringWidth(topic))}  ${wrapped}`
  })
  return `${[paint.strong(title), ...lines].join('\n')}\n`
}
