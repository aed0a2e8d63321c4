import { placeOf, spreadLabel } from '../../report/curves.ts'
import { formatSignificant, NO_VALUE } from '../../report/number.ts'
import type { ChartContent } from './chart-content.ts'
import { made, say } from './element.ts'

/** What a chart shows at one row, in words. */
interface Reading {
  /** `generation 12` */
  readonly place: string
  /** One text for each entry of the legend. */
  readonly entries: readonly { readonly label: string; readonly text: string }[]
}

/** The legend of a chart, which holds the values at one row. */
export class ChartLegend {
  private readonly root: HTMLElement
  private outputs: readonly HTMLElement[] = []

  constructor(root: HTMLElement) {
    this.root = root
  }

  /** Makes an entry for each line. */
  build({ lines, band }: ChartContent): void {
    const entries = [
      ...(band ? [entryOf(spreadLabel, 'median', 'swatch band')] : []),
      ...lines.map(({ label, role }) => entryOf(label, role, 'swatch')),
    ]
    const place = made('li', 'place')
    this.root.replaceChildren(...entries, place)
    this.outputs = [...entries, place].map((item) => {
      const output = item.appendChild(made('output'))
      output.setAttribute('aria-live', 'off')
      return output
    })
  }

  /** Shows the values of a row. */
  show(content: ChartContent, row: number): void {
    const { place, entries } = readingOf(content, row)
    const texts = [...entries.map(({ text }) => text), place]
    this.outputs.forEach((output, k) => {
      say(output, texts[k] ?? '')
    })
  }
}

/** A row in one sentence, for readers who hear it. */
export function spokenReading(content: ChartContent, row: number): string {
  const { place, entries } = readingOf(content, row)
  return `${place}: ${entries.map(({ label, text }) => `${label} ${text}`).join(', ')}`
}

function readingOf({ rows, phases, lines, band }: ChartContent, row: number): Reading {
  const at = rows[row]
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? NO_VALUE : formatSignificant(value, 3)
  return {
    place: at === undefined ? '' : placeOf(at.generation, phases),
    entries: [
      ...(band ? [{ label: spreadLabel, text: `${text(at?.low)} to ${text(at?.high)}` }] : []),
      ...lines.map(({ label, of }) => ({ label, text: text(at && of(at)) })),
    ],
  }
}

function entryOf(label: string, role: string, className: string): HTMLElement {
  const item = made('li')
  const swatch = made('span', className)
  swatch.style.setProperty('--role', `var(--${role})`)
  item.append(swatch, label)
  return item
}
