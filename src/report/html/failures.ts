import type { MetricsLine } from '../../run/folder/metrics-line.ts'
import { formatCount, plural } from '../number.ts'
import type { ReportData } from './data.ts'
import { figureTable } from './figure-table.ts'
import { type Markup, named, tag } from './markup.ts'

/** Generations with failures that are listed, and messages of a kind. */
const mostGenerations = 20
const mostMessages = 5
/** Characters of a message. */
const mostText = 300
const mostError = 2000

/** Individuals that could not be scored: what they failed with, and in which generations. */
export function failuresMarkup(data: ReportData): Markup {
  const { events, record } = data
  const error = record.error === null ? '' : tag('p', { class: 'error' }, named(record.error, mostError))
  const failed = spansOf(events).filter(({ failures }) => failures > 0)
  const total = failed.reduce((sum, { failures }) => sum + failures, 0)
  if (total === 0) return error + tag('p', {}, 'None: every individual could be scored.')
  const worst = failed.toSorted((a, b) => b.failures - a.failures).slice(0, mostGenerations)
  const table = figureTable({
    label: 'Failures',
    rows: worst.sort((a, b) => a.from - b.from),
    columns: [
      { title: 'generation', heading: true, cell: placeOf },
      { title: 'failures', cell: ({ failures }) => formatCount(failures) },
    ],
  })
  const whole = failed.every(({ from, to }) => from === to)
  const where = whole ? `in ${plural(failed.length, 'generation')} ` : ''
  const most = whole ? 'generations' : 'stretches'
  const which = failed.length > mostGenerations ? ` The ${mostGenerations} ${most} with most:` : ''
  const words = `${plural(total, 'individual')} ${where}could not be scored.${which}`
  return error + messages(data) + tag('p', {}, words) + table
}

/** The generations from one line of the metrics to the next. */
interface Span {
  /** The first and the last one. */
  readonly from: number
  readonly to: number
}

/** How many individuals failed in each of them. */
function spansOf(events: readonly MetricsLine[]): (Span & { readonly failures: number })[] {
  return events.map((event, index) => {
    const before = events[index - 1]?.generation ?? event.generation - 1
    const { failuresSince = event.failures } = event
    return { from: before + 1, to: event.generation, failures: failuresSince }
  })
}

function placeOf({ from, to }: Span): string {
  return from === to ? formatCount(to) : `${formatCount(from)} to ${formatCount(to)}`
}

/** The first messages of each kind of failure, with the command that evaluates one again. */
function messages({ failures, folder, replays }: ReportData): Markup {
  if (failures.length === 0 || !replays) return ''
  const kinds = new Map<string, Map<string, { count: number; readonly number: number }>>()
  for (const [index, { kind, message }] of failures.entries()) {
    const own = kinds.get(kind) ?? new Map<string, { count: number; readonly number: number }>()
    kinds.set(kind, own)
    const known = own.get(message)
    if (known === undefined) own.set(message, { count: 1, number: index + 1 })
    else known.count++
  }
  const rows = [...kinds].flatMap(([kind, own]) =>
    [...own].slice(0, mostMessages).map(([message, seen]) => ({ kind, message, ...seen })),
  )
  const table = figureTable({
    label: 'Failures by kind',
    rows,
    columns: [
      { title: 'kind', heading: true, cell: ({ kind }) => kind },
      { title: 'how many', cell: ({ count }) => formatCount(count) },
      { title: 'message', words: true, cell: ({ message }) => named(message, mostText) },
      { title: 'first number', cell: ({ number }) => formatCount(number) },
    ],
  })
  const kept = `failures.jsonl has ${failures.length === 1 ? 'it' : `${formatCount(failures.length)} of them`}`
  const replay = tag('code', {}, named(`evolve replay ${folder} 1`))
  return table + tag('p', {}, `${kept}. The first one again, in one process, for a debugger: `, replay)
}
