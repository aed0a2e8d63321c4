import stringWidth from 'string-width'
import type { ContestantFigures } from '../../library/compare/figures.ts'
import { type FigureUnits, fitnessLabel, metricLabel } from '../../report/figure-units.ts'
import { plural } from '../../report/number.ts'
import { shownText } from '../../shown-text.ts'
import { ownValue } from '../../value-path.ts'
import { formatCount, formatFitness, formatMetric, NO_VALUE } from '../terminal/format.ts'
import { type Column, table } from '../terminal/table.ts'
import { wrap } from '../terminal/width.ts'

/** The content of the table. */
export interface Comparison {
  /** The displayed name of the fitness. */
  readonly fitnessName: string
  /** What the figures are measured in. */
  readonly units: FigureUnits
  readonly target?: number | undefined
  /** The limit of each training; at least one of the two. */
  readonly budget: { readonly evaluations?: number | undefined; readonly seconds?: number | undefined }
  /** The part of the data that metrics are computed on. */
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

/** If lines are too long, titles are wrapped to this many cells, or to the width of their column. */
const NARROW = 11

/**
 * The table with one row per contestant, followed by budget, repeats and target. If it is too wide, titles are wrapped,
 * and as a last resort the columns about the target become a second table.
 * @param columns the most cells of a line
 */
export function comparisonReport(comparison: Comparison, columns: number = Number.POSITIVE_INFINITY): string {
  const { fitnessName, units, target, contestants, part } = comparison
  const name: Column<ContestantRow> = {
    title: 'strategy',
    cell: ({ label }) => shownText(label),
    align: 'left',
  }
  const spread = spreadColumns(fitnessLabel(fitnessName, units))
  const toTarget = target === undefined ? [] : targetColumns
  const metrics = metricColumns(contestants, part, units)
  const fits = (text: string): boolean => text.split('\n').every((line) => stringWidth(line) <= columns)
  const layOut = (chosen: readonly Column<ContestantRow>[]): string => {
    const plain = table(contestants, chosen)
    return fits(plain) ? plain : stacked(contestants, chosen)
  }
  const whole = layOut([name, ...spread, ...toTarget, ...metrics])
  const rows =
    fits(whole) || toTarget.length === 0
      ? whole
      : [layOut([name, ...spread, ...metrics]), layOut([name, ...toTarget])].join('\n\n')
  const footing = footingOf(comparison).flatMap((line) => wrap(line, columns))
  return `${[rows, '', ...footing].join('\n')}\n`
}

function spreadColumns(fitnessName: string): Column<ContestantRow>[] {
  return [
    { title: `median ${fitnessName}`, cell: ({ figures }) => formatFitness(figures.median) },
    {
      title: '95 % interval',
      // A single repeat gives no interval.
      cell: ({ figures: { runs, interval } }) => (runs < 2 ? NO_VALUE : range(interval)),
    },
    {
      title: 'quartiles',
      cell: ({ figures: { runs, quartiles } }) => (runs === 0 ? NO_VALUE : range(quartiles)),
    },
  ]
}

const targetColumns: readonly Column<ContestantRow>[] = [
  { title: 'success', cell: ({ figures }) => success(figures) },
  {
    title: 'evaluations to target',
    cell: ({ figures: { evaluationsToTarget: count } }) => (count == null ? NO_VALUE : formatCount(count)),
  },
  {
    title: 'seconds to target',
    cell: ({ figures: { secondsToTarget: seconds } }) => formatFitness(seconds ?? undefined, 3),
  },
]

function metricColumns(
  contestants: readonly ContestantRow[],
  part: string,
  units: FigureUnits,
): Column<ContestantRow>[] {
  const names = new Set(contestants.flatMap(({ figures }) => Object.keys(figures.metrics)))
  return [...names].map((metric) => ({
    title: shownText([...(part === 'train' ? [] : [part]), metricLabel(metric, units)].join(' ')),
    cell: ({ figures }) => formatMetric(metric, ownValue(figures.metrics, metric)),
  }))
}

function range([low, high]: readonly [number, number]): string {
  return `${formatFitness(low)} … ${formatFitness(high)}`
}

/** `87 % (26/30)`. 0 % and 100 % are exact, never rounded. */
function success({ runs, successes = 0 }: ContestantFigures): string {
  if (runs === 0) return NO_VALUE
  const percent = Math.round((100 * successes) / runs)
  const shown = successes === 0 || successes === runs ? percent : Math.min(99, Math.max(1, percent))
  return `${shown} % (${successes}/${runs})`
}

/** The table with titles on several lines, aligned at the bottom. */
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
    `budget: ${limits.join(' or ')} per training; ${plural(repeats, 'repeat')}, ${seeds}`,
    ...(target === undefined
      ? []
      : [`target: ${target}; evaluations and seconds to it are medians over the trainings that reached it`]),
    ...contestants
      .filter(({ figures }) => figures.runs < repeats)
      .map(
        ({ label, figures }) =>
          `${shownText(label, 40)}: ${figures.runs} of ${plural(repeats, 'training')} finished`,
      ),
  ]
}
