import { placeOf } from '../../report/curves.ts'
import { formatCount, formatSignificant, NO_VALUE } from '../../report/number.ts'
import type { ChartContent, ChartLine } from './chart-content.ts'
import { element, made } from './element.ts'

/** Rows of the table. */
const rowCount = 15

/** The curves as figures: some of their rows, the latest first. Nothing is made while the table is closed. */
export class CurveTable {
  private readonly details: HTMLDetailsElement = element<HTMLDetailsElement>('numbers')
  private content: ChartContent | null = null

  constructor() {
    this.details.addEventListener('toggle', () => this.draw())
  }

  show(content: ChartContent): void {
    this.content = content
    this.draw()
  }

  private draw(): void {
    if (!this.details.open || this.content === null) return
    const { rows, phases } = this.content
    const columns = columnsOf(this.content)
    const head = made('tr')
    head.append(...['step', 'evaluations', ...columns.map(({ label }) => label)].map(headCell))
    element('numbers-head').replaceChildren(head)
    const step = Math.max(1, (rows.length - 1) / (rowCount - 1))
    const chosen = Array.from({ length: Math.min(rowCount, rows.length) }, (_, k) =>
      rows.at(-1 - Math.round(k * step)),
    )
    const body = chosen.flatMap((row) => {
      if (row === undefined) return []
      const line = made('tr')
      const figures = columns.map(({ of }) => of(row))
      const texts = [
        placeOf(row.generation, phases),
        formatCount(row.evaluations),
        ...figures.map(figureText),
      ]
      line.append(...texts.map((text) => made('td', '', text)))
      return [line]
    })
    element('numbers-body').replaceChildren(...body)
  }
}

/** The columns: the best first, then the other lines, then measures that have no line in this chart. */
function columnsOf({ lines, rows }: ChartContent): Pick<ChartLine, 'of' | 'label'>[] {
  const more: Pick<ChartLine, 'of' | 'label'>[] = [
    { of: ({ low }) => low, label: 'lower quartile' },
    { of: ({ high }) => high, label: 'upper quartile' },
    { of: (row) => row.diversity, label: 'diversity' },
  ]
  return [...lines.toReversed(), ...more.filter(({ of }) => rows.some((row) => of(row) !== null))]
}

function headCell(text: string): HTMLElement {
  const cell = made('th', '', text)
  cell.setAttribute('scope', 'col')
  return cell
}

function figureText(value: number | null): string {
  return value === null ? NO_VALUE : formatSignificant(value)
}
