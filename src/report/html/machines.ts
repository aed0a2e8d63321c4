import type { GenerationEvent } from '../../run/events.ts'
import { FleetTotals, type MachineRow } from '../fleet-totals.ts'
import { formatCount, formatPercent, formatSignificant, NO_VALUE, plural } from '../number.ts'
import { type Markup, named, tag } from './markup.ts'
import { scrolling } from './section.ts'

/** Characters of a machine's name. */
const mostName = 40
/** Machines that are listed; the others are counted. */
const mostMachines = 100

/** What each machine of a fleet has done, and what was sent to them; empty for a run of one machine. */
export function machinesMarkup(events: readonly GenerationEvent[]): Markup {
  const totals = new FleetTotals()
  let before = 0
  for (const { timing, generation } of events) {
    totals.add(timing, generation - before)
    before = generation
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
  const names = ['machine', 'threads', 'individuals', 'a second', 'busy']
  const head = names.map((name) => tag('th', { scope: 'col' }, name))
  const body = rows.map(({ name, threads, individuals, rate, busy }) =>
    tag(
      'tr',
      {},
      tag('th', { scope: 'row' }, named(name, mostName)),
      tag('td', {}, formatCount(threads)),
      tag('td', {}, formatCount(individuals)),
      tag('td', {}, rate === null ? NO_VALUE : formatSignificant(rate, 3)),
      tag('td', {}, busy === null ? NO_VALUE : formatPercent(busy)),
    ),
  )
  return scrolling(
    'Machines',
    tag('table', { class: 'figures' }, tag('thead', {}, tag('tr', {}, ...head)), tag('tbody', {}, ...body)),
  )
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']

/** `1.5 MiB` */
function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${formatSignificant(bytes / 2 ** (10 * power), 3)} ${units[power]}`
}
