import { shortened } from '../../shown-text.ts'
import { escapeMarkup } from '../escape.ts'
import { listed } from '../number.ts'
import { type Markup, tag } from './markup.ts'
import { scrolling } from './section.ts'
import { type ColumnTexts, cellWidth, placesOf } from './table-places.ts'

/** A cell of more characters has the room of two where rows are blocks. */
const mostCharacters = 13
/** A table of more rows scrolls by itself. */
const mostRows = 20

/** A column of a table of figures. */
export interface FigureColumn<Row> {
  /** A text. */
  readonly title: string
  readonly cell: (row: Row, index: number) => Markup
  /** Names the row; one of the columns does. */
  readonly heading?: boolean
  /** Whether the title stands before the name of a row where rows are blocks: `seed 1`. */
  readonly titled?: boolean
  /** Left-aligned, and wrapped where it is long. */
  readonly words?: boolean
  /** Of two numbers, which may stand below each other. */
  readonly wraps?: boolean
  /** Left out where the others have just enough room without it. */
  readonly yields?: boolean
}

interface FigureTableOptions<Row> {
  /** Says what the table has, to those who hear it. */
  readonly label: string
  /** Above the table; absent for none. */
  readonly caption?: Markup
  readonly rows: readonly Row[]
  readonly columns: readonly FigureColumn<Row>[]
}

/**
 * Rows of figures. Where the page is too narrow for a line of them, each row is a block of cells that name themselves, so
 * that nothing is cut. CSS cannot tell that from the content, so the widths are estimated here.
 */
export function figureTable<Row>({ label, caption, rows, columns }: FigureTableOptions<Row>): Markup {
  const cells = rows.map((row, index) => columns.map(({ cell }) => cell(row, index)))
  const texts = columns.map(
    ({ title, words, wraps, heading, yields }, place): ColumnTexts => ({
      title,
      cells: cells.map((row) => row[place]!),
      wrapped: words === true || heading === true ? 'anywhere' : wraps === true ? 'between' : 'never',
      yields: yields === true,
    }),
  )
  const isLong = texts.map(({ cells }) => cells.some((cell) => cellWidth(cell) > mostCharacters))
  const classOf = ({ heading, words, wraps, yields }: FigureColumn<Row>, long = false): string | undefined =>
    [heading && 'heading', words && 'words', wraps && 'wraps', yields && 'yields', long && 'long']
      .filter(Boolean)
      .join(' ') || undefined
  const head = columns.map((column) =>
    tag(
      'th',
      { scope: 'col', role: 'columnheader', class: classOf(column) },
      escapeMarkup(shortened(column.title)),
    ),
  )
  const body = cells.map((row) =>
    tag(
      'tr',
      { role: 'row' },
      ...columns.map((column, place) =>
        column.heading === true
          ? tag(
              'th',
              {
                ...{ scope: 'row', role: 'rowheader' },
                'data-title': column.titled === true ? `${column.title} ` : undefined,
              },
              row[place]!,
            )
          : tag(
              'td',
              { role: 'cell', class: classOf(column, isLong[place]), 'data-title': shortened(column.title) },
              row[place]!,
            ),
      ),
    ),
  )
  const above = (caption ?? '') + yieldedMarkup(columns)
  // Rows that are blocks would be no rows to a screen reader without their roles.
  const table = tag(
    'table',
    { class: `figures ${placesOf(texts)}`, role: 'table', 'aria-label': label },
    above === '' ? '' : tag('caption', {}, above),
    tag('thead', { role: 'rowgroup' }, tag('tr', { role: 'row' }, ...head)),
    tag('tbody', { role: 'rowgroup' }, ...body),
  )
  return scrolling(label, table, rows.length > mostRows)
}

/** Names the columns that yield, where they do. */
function yieldedMarkup<Row>(columns: readonly FigureColumn<Row>[]): Markup {
  const titles = columns.filter(({ yields }) => yields).map(({ title }) => shortened(title))
  if (titles.length === 0) return ''
  return tag('span', { class: 'yielded' }, escapeMarkup(`A wider page also shows ${listed(titles)}.`))
}
