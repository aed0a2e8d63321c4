import stringWidth from 'string-width'
import { shortened } from '../../shown-text.ts'

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  /** Default: `right`, for numbers. */
  readonly align?: 'left' | 'right'
}

/** The most cells of a column. */
const mostCells = 60

/** Rows below titles in aligned columns, separated by two spaces. Longer texts are cut. No spaces at line ends, no final newline. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ].map((line) => line.map(cut))
  const widths = columns.map((_, c) => Math.max(...cells.map((line) => stringWidth(line[c]!))))
  return cells
    .map((line) =>
      line
        .map((content, c) => {
          const blank = ' '.repeat(widths[c]! - stringWidth(content))
          return columns[c]!.align === 'left' ? content + blank : blank + content
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Colours take no cells. The width of a very long text takes minutes. */
function cut(content: string): string {
  return content.length <= 10 * mostCells && stringWidth(content) <= mostCells
    ? content
    : shortened(content, mostCells)
}
