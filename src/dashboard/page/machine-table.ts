import type { MachineRow } from '../../report/fleet-totals.ts'
import { formatCount, formatPercent, formatSignificant, NO_VALUE } from '../../report/number.ts'
import { element, made, say } from './element.ts'
import { cellOf, makeTable, rowOf } from './stacking.ts'

/** The columns after the name. */
const titles = ['threads', 'individuals', 'a second', 'busy', 'heard from']

/** The machines that generations are handed to, a row each; hidden for a run on one machine. */
export class MachineTable {
  private readonly section: HTMLElement = element('machines')
  private readonly body: HTMLElement = element('machines-body')
  private readonly lines: Map<string, readonly HTMLElement[]> = new Map()

  constructor() {
    makeTable('machines', ['machine', ...titles])
  }

  show(machines: readonly MachineRow[]): void {
    this.section.hidden = machines.length === 0
    const lines = machines.map((machine) => this.line(machine))
    // Rows change places rarely, and a selection in them should last.
    if (lines.some((line, place) => this.body.children[place] !== line)) this.body.replaceChildren(...lines)
  }

  private line({ name, threads, individuals, rate, busy, silentMs }: MachineRow): HTMLElement {
    const texts = [
      formatCount(threads),
      formatCount(individuals),
      rate === null ? NO_VALUE : formatSignificant(rate, 3),
      busy === null ? NO_VALUE : formatPercent(busy),
      silentMs === null ? 'gone' : `${Math.max(0, Math.round(silentMs / 1000))} s ago`,
    ]
    let cells = this.lines.get(name)
    if (cells === undefined) {
      const heading = made('th', 'name', name)
      heading.setAttribute('role', 'rowheader')
      cells = titles.map((title) => cellOf(title))
      rowOf().append(heading, ...cells)
      this.lines.set(name, cells)
    }
    for (const [place, text] of texts.entries()) say(cells[place]!, text)
    const line = cells[0]!.parentElement!
    line.classList.toggle('gone', silentMs === null)
    return line
  }
}
