import { shortened } from '../../../shown-text.ts'
import { formatDuration } from '../../duration.ts'
import { escapeMarkup } from '../../escape.ts'
import { formatCount, formatPercent, formatSignificant, plural } from '../../number.ts'
import { type Markup, named, tag } from '../markup.ts'
import { tileList } from '../tile-list.ts'
import type { ReportedContestant, ReportedTraining, TrainingsReport } from './data.ts'
import { ranked } from './ranking.ts'

/** How the trainings ended, and which one is best. */
export function leadMarkup(data: TrainingsReport): Markup {
  const { kind, repeats, contestants, status } = data
  const planned = repeats * contestants.length
  const done = countOf(data, 'done')
  const failed = countOf(data, 'failed')
  const ended =
    done === planned
      ? planned === 1
        ? 'The training ended.'
        : `All ${plural(planned, 'training')} ended.`
      : `${formatCount(done)} of ${plural(planned, 'training')} ${status === 'running' ? 'have ended so far' : 'ended'}${
          failed > 0 ? `; ${formatCount(failed)} failed` : ''
        }.`
  return tag('p', { class: 'lead' }, ended, kind === 'compare' ? bestContestant(data) : bestTraining(data))
}

/** The training with the best champion; null without any. */
export function bestOfTrainings({ contestants, identity }: TrainingsReport): ReportedTraining | null {
  const all = contestants.flatMap(({ trainings }) => trainings).filter(({ run }) => run.fitness !== null)
  const sign = identity.direction === 'minimize' ? 1 : -1
  return all.toSorted((a, b) => sign * (a.run.fitness! - b.run.fitness!))[0] ?? null
}

function bestTraining(data: TrainingsReport): Markup {
  const best = bestOfTrainings(data)
  if (best === null) return ''
  const { seed, fitness } = best.run
  const link = tag('a', { href: best.address }, `seed ${seed}`)
  return ` The best champion is of ${link}: ${escapeMarkup(data.fitnessLabel)} ${formatSignificant(fitness!)}.`
}

function bestContestant({ contestants, identity, fitnessLabel }: TrainingsReport): Markup {
  const first = ranked(contestants, identity.direction).filter(({ rank }) => rank === 1)
  const [best] = first
  if (best === undefined) return ''
  const names = first.map(({ contestant }) => tag('strong', {}, named(contestant.label))).join(', ')
  const whose = first.length === 1 ? `${names} has the best median` : `${names} share the best median`
  return ` ${whose}: ${escapeMarkup(fitnessLabel)} ${formatSignificant(best.contestant.figures.median)}.`
}

/** The most important figures. */
export function tilesMarkup(data: TrainingsReport): Markup {
  const { kind, contestants, fitnessLabel, target, budget } = data
  const all = contestants.flatMap(({ trainings }) => trainings)
  const elapsedMs = all.reduce((sum, { run }) => sum + (run.elapsedMs ?? 0), 0)
  const rows: [string, string][] = []
  const [only] = contestants
  if (kind === 'repeats' && only !== undefined && only.figures.runs > 0)
    rows.push(
      [`median ${shortened(fitnessLabel)}`, formatSignificant(only.figures.median)],
      ...successTile(only, target),
    )
  rows.push([
    'trainings done',
    `${formatCount(countOf(data, 'done'))} of ${formatCount(data.repeats * contestants.length)}`,
  ])
  if (budget?.evaluations !== undefined) rows.push(['evaluations each', formatCount(budget.evaluations)])
  if (budget?.seconds !== undefined) rows.push(['seconds each', formatSignificant(budget.seconds)])
  if (kind === 'compare' && target !== undefined) rows.push(['target', formatSignificant(target)])
  rows.push(['time of all together', formatDuration(elapsedMs)])
  return tileList(rows)
}

function successTile({ figures }: ReportedContestant, target: number | undefined): [string, string][] {
  if (target === undefined || figures.successes === undefined) return []
  return [[`reached ${formatSignificant(target)}`, formatPercent(figures.successes / figures.runs)]]
}

function countOf({ contestants }: TrainingsReport, status: string): number {
  return contestants.flatMap(({ trainings }) => trainings).filter(({ run }) => run.status === status).length
}
