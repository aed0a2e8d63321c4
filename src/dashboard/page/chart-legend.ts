import type { LegendEntry, Reading } from './chart-reading.ts'
import { made, say } from './element.ts'

/** The legend of a chart, which holds the values at one place. */
export class ChartLegend {
  private readonly root: HTMLElement
  private outputs: readonly HTMLElement[] = []

  constructor(root: HTMLElement) {
    this.root = root
  }

  build(entries: readonly LegendEntry[]): void {
    const items = [...entries.map(itemOf), made('li', 'place')]
    this.root.replaceChildren(...items)
    this.outputs = items.map((item) => {
      const output = item.appendChild(made('output'))
      output.setAttribute('aria-live', 'off')
      return output
    })
  }

  show({ texts, place }: Reading): void {
    this.outputs.forEach((output, k) => {
      say(output, texts[k] ?? (k === texts.length ? place : ''))
    })
  }
}

function itemOf({ label, swatch, role }: LegendEntry): HTMLElement {
  const item = made('li')
  if (swatch !== null) {
    const mark = made('span', swatch)
    if (role !== undefined) mark.style.setProperty('--role', `var(--${role})`)
    item.append(mark)
  }
  item.append(label)
  return item
}
