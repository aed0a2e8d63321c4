import stringWidth from 'string-width'

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  /** Default: `right`, which suits numbers. */
  readonly align?: 'left' | 'right'
}

/** Rows under titles in aligned columns, two blanks apart, without blanks at the ends of lines or a last newline. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ]
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
