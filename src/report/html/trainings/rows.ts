import { ownValue } from '../../../value-path.ts'
import { formatDuration } from '../../duration.ts'
import { escapeMarkup } from '../../escape.ts'
import { endWords } from '../../listed-text.ts'
import { formatMetric } from '../../metric.ts'
import { formatCount, formatSignificant, NO_VALUE, plural } from '../../number.ts'
import { type FigureColumn, figureTable } from '../figure-table.ts'
import { type Markup, named, tag } from '../markup.ts'
import type { ReportedContestant, ReportedTraining, TrainingsReport } from './data.ts'
import { metricNames, metricTitle } from './figures.ts'
import { bestOfTrainings } from './summary.ts'

/** Characters of an error. */
const mostError = 300
/** Beyond so many trainings the tables of contestants are closed at first. */
const mostOpen = 30

/** A row for each training, with a link to its report or folder; for each contestant a table. */
export function trainingsMarkup(data: TrainingsReport): Markup {
  const { kind, contestants } = data
  if (kind === 'repeats')
    return contestants.map((contestant) => tableOf(contestant, data, 'By their seeds')).join('')
  return contestants
    .map((contestant) => {
      const { label, trainings } = contestant
      const title = `${named(label)}, ${plural(trainings.length, 'training')}`
      const content =
        trainings.length === 0
          ? tag('p', {}, 'None has begun yet.')
          : tableOf(contestant, data, `The trainings of ${label}`)
      const open = contestants.length * data.repeats <= mostOpen
      return tag('details', { class: 'part', open }, tag('summary', {}, title), content)
    })
    .join('')
}

function tableOf({ trainings }: ReportedContestant, data: TrainingsReport, caption: string): Markup {
  const best = bestOfTrainings(data)
  const { identity, fitnessLabel, contestants } = data
  const number = (value: number | null): Markup =>
    value === null ? NO_VALUE : escapeMarkup(formatSignificant(value))
  const validated = trainings.some(({ run }) => run.validation !== null)
  const count = (value: number | null): Markup => (value === null ? NO_VALUE : formatCount(value))
  const columns: FigureColumn<ReportedTraining>[] = [
    {
      title: 'seed',
      ...{ heading: true, titled: true },
      cell: (training) =>
        tag('a', { href: training.address }, String(training.run.seed)) +
        (training === best ? tag('span', { class: 'best-mark' }, 'best') : ''),
    },
    {
      title: identity.samples.train > 0 ? `train ${fitnessLabel}` : fitnessLabel,
      cell: ({ run }) => number(run.fitness),
    },
    ...(validated
      ? [{ title: `validation ${fitnessLabel}`, cell: ({ run }: ReportedTraining) => number(run.validation) }]
      : []),
    ...metricNames(contestants).map((metric) => ({
      title: metricTitle(metric, data),
      cell: ({ metrics }: ReportedTraining) => escapeMarkup(formatMetric(metric, ownValue(metrics, metric))),
    })),
    { title: 'generations', cell: ({ run }) => count(run.generations) },
    { title: 'evaluations', cell: ({ run }) => count(run.evaluations), yields: true },
    {
      title: 'time',
      cell: ({ run }) => (run.elapsedMs === null ? NO_VALUE : formatDuration(run.elapsedMs)),
      yields: true,
    },
    { title: 'ended', cell: ({ run }) => named(endWords(run), mostError), words: true },
  ]
  return figureTable({ label: caption, caption: escapeMarkup(caption), rows: trainings, columns })
}
