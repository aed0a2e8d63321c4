import stringWidth from 'string-width'
import type { ContestantFigures } from '../../library/compare/figures.ts'
import { plural } from '../../report/number.ts'
import { formatCount, formatFitness } from '../terminal/format.ts'
import { type Column, table } from '../terminal/table.ts'
import { wrap } from '../terminal/width.ts'
import { formatMetric } from '../train/summary.ts'

/** Strategies side by side, as they stand in the table. */
export interface Comparison {
  /** What the fitness is called. */
  readonly fitnessName: string
  readonly target?: number | undefined
  /** What each training could spend at most; at least one of the two. */
  readonly budget: { readonly evaluations?: number | undefined; readonly seconds?: number | undefined }
  /** The part of the data that the task's own figures are of. */
  readonly part: 'train' | 'validation' | 'test'
  /** First and last. */
  readonly seeds: readonly [number, number]
  /** At least one. */
  readonly contestants: readonly ContestantRow[]
}

interface ContestantRow {
  readonly label: string
  readonly figures: ContestantFigures
}

/** Where lines are short, titles are wrapped to this many cells, or to what stands below them if that is wider. */
const NARROW = 11

/**
 * The table, a row a contestant, and below it what the figures rest on. Where lines are too short for it, the titles
 * go on several lines, and as a last resort the columns about the target in a table of their own.
 * @param columns cells that a line may take; as many as it comes to where undefined
 */
export function comparisonReport(comparison: Comparison, columns: number = Number.POSITIVE_INFINITY): string {
  const { fitnessName, target, contestants, part } = comparison
  const name: Column<ContestantRow> = { title: 'strategy', cell: ({ label }) => label, align: 'left' }
  const spread = spreadColumns(fitnessName)
  const way = target === undefined ? [] : targetColumns
  const metrics = metricColumns(contestants, part)
  const fits = (text: string): boolean => text.split('\n').every((line) => stringWidth(line) <= columns)
  const lay = (chosen: readonly Column<ContestantRow>[]): string => {
    const plain = table(contestants, chosen)
    return fits(plain) ? plain : stacked(contestants, chosen)
  }
  const whole = lay([name, ...spread, ...way, ...metrics])
  const rows =
    fits(whole) || way.length === 0
      ? whole
      : [lay([name, ...spread, ...metrics]), lay([name, ...way])].join('\n\n')
  const footing = footingOf(comparison).flatMap((line) => wrap(line, columns))
  return `${[rows, '', ...footing].join('\n')}\n`
}

function spreadColumns(fitnessName: string): Column<ContestantRow>[] {
  return [
    { title: `median ${fitnessName}`, cell: ({ figures }) => formatFitness(figures.median) },
    {
      title: '95 % interval',
      // One repeat says nothing about the next.
      cell: ({ figures: { runs, interval } }) => (runs < 2 ? '-' : range(interval)),
    },
    { title: 'quartiles', cell: ({ figures: { runs, quartiles } }) => (runs === 0 ? '-' : range(quartiles)) },
  ]
}

const targetColumns: readonly Column<ContestantRow>[] = [
  { title: 'success', cell: ({ figures }) => success(figures) },
  {
    title: 'evaluations to target',
    cell: ({ figures: { evaluationsToTarget: count } }) => (count == null ? '-' : formatCount(count)),
  },
  {
    title: 'seconds to target',
    cell: ({ figures: { secondsToTarget: seconds } }) => formatFitness(seconds ?? undefined, 3),
  },
]

function metricColumns(contestants: readonly ContestantRow[], part: string): Column<ContestantRow>[] {
  const names = new Set(contestants.flatMap(({ figures }) => Object.keys(figures.metrics)))
  return [...names].map((metric) => ({
    title: part === 'train' ? metric : `${part} ${metric}`,
    cell: ({ figures }) => formatMetric(metric, figures.metrics[metric]),
  }))
}

function range([low, high]: readonly [number, number]): string {
  return `${formatFitness(low)} … ${formatFitness(high)}`
}

/** `87 % (26/30)`; all and nothing are said of all and nothing alone. */
function success({ runs, successes = 0 }: ContestantFigures): string {
  if (runs === 0) return '-'
  const percent = Math.round((100 * successes) / runs)
  const shown = successes === 0 || successes === runs ? percent : Math.min(99, Math.max(1, percent))
  return `${shown} % (${successes}/${runs})`
}

/** The table with each title's words on as many lines as they need, the last above the figures. */
function stacked(rows: readonly ContestantRow[], columns: readonly Column<ContestantRow>[]): string {
  const figures = rows.map((row) => columns.map(({ cell }) => cell(row)))
  const titles = columns.map(({ title }, c) =>
    wrap(title, Math.max(NARROW, ...figures.map((line) => stringWidth(line[c]!)))),
  )
  const height = Math.max(...titles.map(({ length }) => length))
  const padded = titles.map((lines) => [...Array<string>(height - lines.length).fill(''), ...lines])
  const heads = Array.from({ length: height - 1 }, (_, i) => padded.map((lines) => lines[i + 1]!))
  return table(
    [...heads, ...figures],
    columns.map(({ align = 'right' }, c) => ({ title: padded[c]![0]!, cell: (line) => line[c]!, align })),
  )
}

function footingOf({ target, budget, seeds: [first, last], contestants }: Comparison): string[] {
  const repeats = last - first + 1
  const limits = [
    ...(budget.evaluations === undefined ? [] : [plural(budget.evaluations, 'evaluation')]),
    ...(budget.seconds === undefined ? [] : [`${budget.seconds} s`]),
  ]
  const seeds = repeats === 1 ? `seed ${first}` : `seeds ${first} … ${last}`
  return [
    `budget: ${limits.join(' or ')} a training; ${plural(repeats, 'repeat')}, ${seeds}`,
    ...(target === undefined
      ? []
      : [`target: ${target}; evaluations and seconds to it are medians over the trainings that reached it`]),
    ...contestants
      .filter(({ figures }) => figures.runs < repeats)
      .map(({ label, figures }) => `${label}: ${figures.runs} of ${plural(repeats, 'training')} finished`),
  ]
}
