import type { GenerationEvent } from '../../run/events.ts'
import { formatClock } from '../duration.ts'
import { FleetTotals, type MachineRow } from '../fleet-totals.ts'
import { formatCount, formatPercent, formatSignificant, NO_VALUE, plural } from '../number.ts'
import { figureTable } from './figure-table.ts'
import { type Markup, named, tag } from './markup.ts'

/** Characters of a machine's name. */
const mostName = 40
/** Machines that are listed; the others are counted. */
const mostMachines = 100

/** What each machine of a fleet has done, and what was sent to them; empty for a run of one machine. */
export function machinesMarkup(events: readonly GenerationEvent[]): Markup {
  const totals = new FleetTotals()
  let before = 0
  for (const event of events) {
    totals.add(event, event.generation - before)
    before = event.generation
  }
  const { rows, sentBytes, generations } = totals
  if (rows.length === 0) return ''
  const scored = rows.reduce((sum, { individuals }) => sum + individuals, 0)
  const each = bytesText(sentBytes / Math.max(1, generations))
  const words =
    `${plural(rows.length, 'machine')} scored ${formatCount(scored)} individuals in ${plural(generations, 'generation')}; ` +
    `${bytesText(sentBytes)} were sent to Redis, ${each} for each generation.`
  const rest = rows.length - mostMachines
  return (
    tag('p', {}, words) +
    table(rows.slice(0, mostMachines)) +
    (rest > 0 ? tag('p', { class: 'aside' }, `${formatCount(rest)} more; metrics.jsonl has all.`) : '')
  )
}

function table(rows: readonly MachineRow[]): Markup {
  return figureTable({
    label: 'Machines',
    rows,
    columns: [
      { title: 'machine', heading: true, cell: ({ name }) => named(name, mostName) },
      { title: 'threads', cell: ({ threads }) => formatCount(threads) },
      { title: 'individuals', cell: ({ individuals }) => formatCount(individuals) },
      { title: 'a second', cell: ({ rate }) => (rate === null ? NO_VALUE : formatSignificant(rate, 3)) },
      { title: 'busy', cell: ({ busy }) => (busy === null ? NO_VALUE : formatPercent(busy)) },
      { title: 'last result', wraps: true, cell: lastText },
    ],
  })
}

/** `generation 12, 1:05`; a machine that was not there any more at the end has left. */
function lastText({ last, silentMs }: MachineRow): string {
  if (last === null) return NO_VALUE
  const when = `generation ${formatCount(last.generation)}, ${formatClock(last.elapsedMs)}`
  return silentMs === null ? `${when}, then left` : when
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']

/** `1.5 MiB` */
function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${formatSignificant(bytes / 2 ** (10 * power), 3)} ${units[power]}`
}
