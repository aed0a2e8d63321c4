import { escapeMarkup } from '../escape.ts'
import { formatCount, NO_VALUE, plural } from '../number.ts'
import type { ReportData } from './data.ts'
import { type FigureColumn, figureTable } from './figure-table.ts'
import { type Markup, named, tag } from './markup.ts'

/** Genes that are listed. */
const mostGenes = 100

/** The genome of a champion that is no network: a row for each gene. */
export function genomeMarkup({ genome, record }: ReportData): Markup {
  if (genome === null) return ''
  const { names } = genome
  const bounds = record.genome?.bounds
  const shown = genome.genome.subarray(0, mostGenes)
  const number = (value: number | null | undefined): Markup =>
    value === null || value === undefined ? NO_VALUE : escapeMarkup(String(value))
  const name = (index: number): Markup => {
    const known = names?.[index]
    return known === undefined ? formatCount(index + 1) : named(known)
  }
  const bound = (title: string, end: 0 | 1): FigureColumn<number> => ({
    title,
    cell: (_, index) => number(bounds?.[index]?.[end]),
  })
  const table = figureTable({
    label: 'The best genome',
    rows: [...shown],
    columns: [
      {
        title: names === null ? 'number' : 'name',
        ...{ heading: true, titled: names === null },
        cell: (_, index) => name(index),
      },
      { title: 'value', cell: number },
      ...(bounds === undefined ? [] : [bound('least', 0), bound('most', 1)]),
    ],
  })
  const rest =
    genome.genome.length > mostGenes
      ? tag(
          'p',
          {},
          `The first ${mostGenes} of ${plural(genome.genome.length, 'number')}; champion.json has all.`,
        )
      : ''
  return rest + table
}
