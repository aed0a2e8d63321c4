import { type Confusion, confusion } from '../../tasks/supervised/confusion.ts'
import { formatCount, formatPercent, plural } from '../number.ts'
import type { ClassAnswers } from './data.ts'
import { type Markup, named, tag } from './markup.ts'
import { scrolling } from './section.ts'

/** A larger matrix cannot be read. */
const mostClasses = 40

/** Rows of the scores. */
const MOST_SCORES = 100
/** Characters of a class in a table. */
const MOST_NAME = 40
/** Shades of a cell. */
const SHADES = 10

/** A confusion matrix and the scores of each class, for every part of the data; the last part is open. */
export function classesMarkup({ names, target, parts }: ClassAnswers): Markup {
  return parts
    .map(({ part, truth, chosen }, i) => {
      const result = confusion(truth, chosen, names.length, mostClasses)
      const heading = `${part}: ${formatPercent(result.accuracy)} of ${plural(truth.length, 'sample')} classified correctly`
      return tag(
        'details',
        { class: 'part', open: i === parts.length - 1 },
        tag('summary', {}, heading),
        tag('div', { class: 'pair' }, matrix(result, names, target), scores(result, names)),
        result.undecided === 0
          ? ''
          : tag(
              'p',
              { class: 'aside' },
              `${plural(result.undecided, 'sample')} got no class: the outputs are not numbers.`,
            ),
      )
    })
    .toReversed()
    .join('')
}

function matrix({ counts, scores }: Confusion, names: readonly string[], target: string): Markup {
  const size = names.length
  if (counts === null) {
    return tag(
      'p',
      { class: 'aside' },
      `The matrix is left out: it is shown for up to ${mostClasses} classes, and there are ${formatCount(size)}.`,
    )
  }
  const rows = names.map((name, real) => {
    const cells = names.map((_, seen) => {
      const count = counts[real * size + seen]!
      const support = scores[real]!.support
      const share = support > 0 ? count / support : 0
      const right = real === seen ? 'right' : 'wrong'
      // Mistakes are few: the square root makes small shares visible.
      const depth = real === seen ? share : Math.sqrt(share)
      const shade = count === 0 ? 0 : Math.max(1, Math.round(depth * SHADES))
      return tag('td', { class: shade === 0 ? 'none' : `${right} shade-${shade}` }, formatCount(count))
    })
    return tag('tr', {}, tag('th', { scope: 'row' }, named(name, MOST_NAME)), ...cells)
  })
  return scrolling(
    'Confusion matrix',
    tag(
      'table',
      { class: 'matrix' },
      tag('caption', {}, named(target), ': rows are true classes, columns predicted ones'),
      tag(
        'thead',
        {},
        tag(
          'tr',
          {},
          tag('td', {}),
          ...names.map((name) => tag('th', { scope: 'col' }, named(name, MOST_NAME))),
        ),
      ),
      tag('tbody', {}, ...rows),
    ),
  )
}

function scores({ scores }: Confusion, names: readonly string[]): Markup {
  const cell = (value: string): Markup => tag('td', {}, value)
  const rows = scores
    .slice(0, MOST_SCORES)
    .map(({ precision, recall, f1, support }, k) =>
      tag(
        'tr',
        {},
        tag('th', { scope: 'row' }, named(names[k]!, MOST_NAME)),
        cell(formatPercent(precision)),
        cell(formatPercent(recall)),
        cell(formatPercent(f1)),
        cell(formatCount(support)),
      ),
    )
  const head = ['class', 'precision', 'recall', 'F1', 'samples']
  const left = scores.length - rows.length
  const words = 'Scores of each class'
  return scrolling(
    words,
    tag(
      'table',
      { class: 'figures' },
      tag(
        'caption',
        {},
        left === 0 ? words : `Scores of the first ${MOST_SCORES} of ${formatCount(scores.length)} classes`,
      ),
      tag('thead', {}, tag('tr', {}, ...head.map((name) => tag('th', { scope: 'col' }, name)))),
      tag('tbody', {}, ...rows),
    ),
  )
}
