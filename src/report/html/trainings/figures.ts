import { quantile } from '../../../math/quantile.ts'
import { shortened } from '../../../shown-text.ts'
import { ownValue } from '../../../value-path.ts'
import { escapeMarkup } from '../../escape.ts'
import { metricLabel } from '../../figure-units.ts'
import { formatMetric } from '../../metric.ts'
import { formatCount, formatSignificant, NO_VALUE, plural } from '../../number.ts'
import { type FigureColumn, figureTable } from '../figure-table.ts'
import { type Markup, named } from '../markup.ts'
import type { ReportedContestant, ReportedTraining, TrainingsReport } from './data.ts'
import { type RankedContestant, ranked } from './ranking.ts'

/** A figure of the champions, by its name. */
interface ChampionFigure {
  readonly name: string
  readonly values: readonly number[]
  readonly format: (value: number) => string
}

/** Median, quartiles and range of each figure of the champions that count. */
export function spreadMarkup(data: TrainingsReport): Markup {
  const { fitnessLabel, contestants, identity } = data
  const ended = contestants.flatMap(({ trainings }) => trainings).filter(({ run }) => run.status === 'done')
  if (ended.length === 0) return ''
  const values = (of: (training: ReportedTraining) => number | null | undefined): number[] =>
    ended.flatMap((training) => of(training) ?? [])
  const format = (value: number): string => formatSignificant(value)
  const train = identity.samples.train > 0 ? 'train ' : ''
  const rows: ChampionFigure[] = [
    { name: train + fitnessLabel, values: values(({ run }) => run.fitness), format },
    { name: `validation ${fitnessLabel}`, values: values(({ run }) => run.validation), format },
    ...metricNames(contestants).map((metric) => ({
      name: metricTitle(metric, data),
      values: values(({ metrics }) => ownValue(metrics, metric)),
      format: (value: number) => formatMetric(metric, value),
    })),
  ].filter((row) => row.values.length > 0)
  const share = (title: string, at: number): FigureColumn<ChampionFigure> => ({
    title,
    cell: ({ values, format }) => escapeMarkup(format(quantile(Float64Array.from(values).sort(), at))),
  })
  const label = `The champions of ${plural(ended.length, 'training')}`
  return figureTable({
    ...{ label, caption: label, rows },
    columns: [
      { title: 'figure', heading: true, cell: ({ name }) => escapeMarkup(shortened(name)) },
      ...[share('median', 0.5), share('lower quartile', 0.25), share('upper quartile', 0.75)],
      ...[share('least', 0), share('most', 1)],
    ],
  })
}

/** A row for each contestant, the best first. */
export function contestantsMarkup(data: TrainingsReport): Markup {
  const { contestants, identity, target, fitnessLabel } = data
  const rows = ranked(contestants, identity.direction)
  const column = (
    title: string,
    cell: (contestant: ReportedContestant) => string,
  ): FigureColumn<RankedContestant> => ({
    title,
    cell: ({ contestant }) => escapeMarkup(cell(contestant)),
  })
  const known = (value: number | null | undefined, format = formatSignificant): string =>
    value === null || value === undefined || Number.isNaN(value) ? NO_VALUE : format(value)
  const toTarget = [
    column('success', ({ figures: { successes = 0, runs } }) =>
      runs === 0 ? NO_VALUE : `${successes} of ${runs}`,
    ),
    column('evaluations to target', ({ figures }) => known(figures.evaluationsToTarget, formatCount)),
    { ...column('seconds to target', ({ figures }) => known(figures.secondsToTarget)), yields: true },
  ]
  const columns: FigureColumn<RankedContestant>[] = [
    { title: 'rank', cell: ({ rank }) => (rank === null ? NO_VALUE : String(rank)) },
    { title: 'contestant', cell: ({ contestant }) => named(contestant.label), heading: true },
    column(`median ${fitnessLabel}`, ({ figures }) => known(figures.median)),
    {
      ...column('95 % interval', ({ figures }) => (figures.runs < 2 ? NO_VALUE : range(figures.interval))),
      wraps: true,
    },
    {
      ...column('quartiles', ({ figures }) => (figures.runs === 0 ? NO_VALUE : range(figures.quartiles))),
      wraps: true,
    },
    { ...column('best', ({ figures }) => known(figures.best)), yields: true },
    { ...column('worst', ({ figures }) => known(figures.worst)), yields: true },
    ...(target === undefined ? [] : toTarget),
    ...metricNames(contestants).map((metric) =>
      column(metricTitle(metric, data), ({ figures }) =>
        formatMetric(metric, ownValue(figures.metrics, metric)),
      ),
    ),
    column('trainings', ({ figures }) => formatCount(figures.runs)),
  ]
  const label = 'The contestants by their median, the best first'
  return figureTable({ label, caption: label, rows, columns })
}

function range([low, high]: readonly [number, number]): string {
  return `${formatSignificant(low)} … ${formatSignificant(high)}`
}

/** The figures that any champion has, in their order. */
export function metricNames(contestants: readonly ReportedContestant[]): string[] {
  const all = contestants.flatMap(({ trainings }) => trainings)
  return [...new Set(all.flatMap(({ metrics }) => Object.keys(metrics)))]
}

/** `test accuracy` */
export function metricTitle(metric: string, { part, units, identity }: TrainingsReport): string {
  return shortened(identity.samples.train > 0 ? `${part} ${metricLabel(metric, units)}` : metric)
}
