import { naturalOrder } from '../../natural-order.ts'
import { shortened } from '../../shown-text.ts'
import { type Confusion, confusion } from '../../tasks/supervised/confusion.ts'
import { distinctNames } from '../distinct-names.ts'
import { formatCount, formatPercent, plural } from '../number.ts'
import type { ClassAnswers } from './data.ts'
import { figureTable } from './figure-table.ts'
import { type Markup, named, tag } from './markup.ts'
import { scrolling } from './section.ts'
import { matrixPlaces } from './table-places.ts'

/** A larger matrix cannot be read. */
const mostClasses = 40

/** Rows of the scores. */
const MOST_SCORES = 100
/** Characters of a class at an edge of the matrix. */
const MOST_NAME = 40
/** Characters of a class that have room at any edge. */
const leastShown = 12
/** Shades of a cell. */
const SHADES = 10

/** A confusion matrix and the scores of each class, for every part of the data; the last part is open. */
export function classesMarkup(answers: ClassAnswers): Markup {
  const { names, target, parts } = listedAnswers(answers)
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

/** The same with the classes in the order in which people look for them. */
function listedAnswers(answers: ClassAnswers): ClassAnswers {
  const order = naturalOrder(answers.names)
  const places = new Map(order.map((k, place) => [k, place]))
  // What has no class stays so.
  const placed = (classes: ArrayLike<number>): Int32Array =>
    Int32Array.from(classes, (k) => places.get(k) ?? k)
  return {
    ...answers,
    names: order.map((k) => answers.names[k]!),
    parts: answers.parts.map(({ part, truth, chosen }) => ({
      ...{ part, truth: placed(truth), chosen: placed(chosen) },
    })),
  }
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
  const heads = distinctNames(names, (all) => all.map((name) => name.slice(0, leastShown)))
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
    return tag('tr', {}, heading(name, heads[real]!, 'row'), ...cells)
  })
  return scrolling(
    'Confusion matrix',
    tag(
      'table',
      { class: `matrix ${matrixPlaces(heads, Array.from(counts, formatCount))}` },
      tag('caption', {}, named(target), ': rows are true classes, columns predicted ones'),
      tag(
        'thead',
        {},
        tag('tr', {}, tag('td', {}), ...names.map((name, k) => heading(name, heads[k]!, 'col'))),
      ),
      tag('tbody', {}, ...rows),
    ),
  )
}

/** A class at an edge of the matrix. What has no room there is told when it is pointed at. */
function heading(name: string, shown: string, scope: 'row' | 'col'): Markup {
  return tag('th', { scope, title: shortened(name) }, named(shown, MOST_NAME))
}

function scores({ scores }: Confusion, names: readonly string[]): Markup {
  const rows = scores.slice(0, MOST_SCORES)
  const words = 'Scores of each class'
  const caption =
    scores.length === rows.length
      ? words
      : `Scores of the first ${MOST_SCORES} of ${formatCount(scores.length)} classes`
  return figureTable({
    ...{ label: words, caption, rows },
    columns: [
      { title: 'class', heading: true, cell: (_, k) => named(names[k]!) },
      { title: 'precision', cell: ({ precision }) => formatPercent(precision) },
      { title: 'recall', cell: ({ recall }) => formatPercent(recall) },
      { title: 'F1', cell: ({ f1 }) => formatPercent(f1) },
      { title: 'samples', cell: ({ support }) => formatCount(support) },
    ],
  })
}
