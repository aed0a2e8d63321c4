import { drawable } from '../drawable.ts'
import { escapeMarkup } from '../escape.ts'
import { formatCount, NO_VALUE } from '../number.ts'
import type { CurveChart } from './curve-chart.ts'
import { figureTable } from './figure-table.ts'
import { type Markup, tag } from './markup.ts'
import { readingSentence, readingText } from './reading.ts'

const tableRows = 12

/** Rows spread evenly over x, the first and the last among them. @param x ascending */
export function pickedRows(x: Float64Array, most: number): number[] {
  if (x.length <= most) return Array.from(x, (_, row) => row)
  const [first, last] = [x[0]!, x.at(-1)!]
  const picked: number[] = []
  let next = 0
  x.forEach((value, row) => {
    const due = first + ((last - first) * next) / (most - 1)
    if (value < due && row < x.length - 1) return
    picked.push(row)
    next = last > first ? Math.floor(((value - first) / (last - first)) * (most - 1)) + 1 : next + 1
  })
  return picked
}

/** A row in words. */
export function spokenRow({ series, placeOf, x }: CurveChart, row: number): string {
  if (row < 0) return 'nothing yet'
  const lines = series
    .toReversed()
    .filter(({ values }) => drawable(values[row]!))
    .map(({ name, values }) => ({ name, text: readingText(values[row]!) }))
  return readingSentence(placeOf(row), x[row]!, lines)
}

/** A few rows as figures. */
export function tableMarkup({ title, series, placeOf, x }: CurveChart): Markup {
  const cell = (value: number): string => (drawable(value) ? readingText(value) : NO_VALUE)
  const table = figureTable({
    label: title,
    rows: pickedRows(x, tableRows),
    columns: [
      { title: 'step', heading: true, cell: (row) => escapeMarkup(placeOf(row)) },
      { title: 'evaluations', cell: (row) => formatCount(x[row]!) },
      ...series
        .toReversed()
        .map(({ name, values }) => ({ title: name, cell: (row: number) => cell(values[row]!) })),
    ],
  })
  return tag('details', {}, tag('summary', {}, 'As a table'), table)
}
