import { escapeMarkup } from '../escape.ts'
import { formatCount, NO_VALUE, plural } from '../number.ts'
import type { ReportData } from './data.ts'
import { type Markup, named, tag } from './markup.ts'
import { scrolling } from './section.ts'

/** Genes that are listed. */
const mostGenes = 100

/** The genome of a champion that is no network: a row for each gene. */
export function genomeMarkup({ genome, record }: ReportData): Markup {
  if (genome === null) return ''
  const { names } = genome
  const bounds = record.genome?.bounds
  const shown = genome.genome.subarray(0, mostGenes)
  const number = (value: number | null | undefined): Markup =>
    tag('td', {}, value === null || value === undefined ? NO_VALUE : escapeMarkup(String(value)))
  const rows = Array.from(shown, (value, index) => {
    const [lower, upper] = bounds?.[index] ?? [null, null]
    const cells = [number(value), ...(bounds === undefined ? [] : [number(lower), number(upper)])]
    const name = names?.[index]
    const heading = name === undefined ? formatCount(index + 1) : named(name)
    return tag('tr', {}, tag('th', { scope: 'row' }, heading), ...cells)
  })
  const head = [
    names === null ? 'number' : 'name',
    'value',
    ...(bounds === undefined ? [] : ['least', 'most']),
  ]
  const table = tag(
    'table',
    { class: 'figures' },
    tag('thead', {}, tag('tr', {}, ...head.map((name) => tag('th', { scope: 'col' }, name)))),
    tag('tbody', {}, ...rows),
  )
  const rest =
    genome.genome.length > mostGenes
      ? tag(
          'p',
          {},
          `The first ${mostGenes} of ${plural(genome.genome.length, 'number')}; champion.json has all.`,
        )
      : ''
  return rest + scrolling('The best genome', table)
}
