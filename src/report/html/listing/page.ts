import { basename } from 'node:path'
import type { ListedRun } from '../../../run/folder/listed-run.ts'
import { shortened } from '../../../shown-text.ts'
import type { DataPoint } from '../../data-point.ts'
import { formatDuration } from '../../duration.ts'
import { escapeMarkup } from '../../escape.ts'
import { endWords, minuteText, strategyWords } from '../../listed-text.ts'
import { formatCount, formatSignificant, NO_VALUE, plural } from '../../number.ts'
import { documentHtml } from '../document.ts'
import { type Markup, named, tag } from '../markup.ts'
import { STYLE } from '../style.ts'
import { sparkMarkup } from './spark.ts'
import { RUNS_STYLE } from './style.ts'

/** What the page of a folder of runs shows. */
export interface RunsData {
  /** The folder, as the reader sees it. */
  readonly dir: string
  readonly writtenAt: Date
  /** In their order. */
  readonly runs: readonly IndexedRun[]
}

/** A run, and what the page has beside its figures. */
export interface IndexedRun {
  readonly run: ListedRun
  /** The name of its report; null if it has none, so that its folder is linked to. */
  readonly report: string | null
  /** The champion's fitness over evaluations, one curve for each training; few points. */
  readonly curves: readonly (readonly DataPoint[])[]
}

/** Characters of an error. */
const mostError = 160

/** The runs of a folder as one self-contained HTML file in that folder. Names that users gave are text. */
export function runsHtml({ dir, writtenAt, runs }: RunsData): string {
  const name = basename(dir)
  const head = ['run', 'curve', 'champion', 'validation', 'generations', 'time', 'began', 'ended']
  const table = tag(
    'table',
    { class: 'runs' },
    tag('caption', { class: 'unseen' }, 'The runs, the newest first'),
    tag('thead', {}, tag('tr', {}, ...head.map((title) => tag('th', { scope: 'col' }, title)))),
    tag('tbody', {}, ...runs.map(rowMarkup)),
  )
  const body = tag(
    'body',
    { class: 'wide' },
    tag(
      'header',
      {},
      tag('h1', {}, named(name === '' || name === '.' ? 'runs' : name)),
      tag('p', {}, `${plural(runs.length, 'run')}, the newest first · as of ${minuteText(writtenAt)}`),
    ),
    tag('main', {}, runs.length === 0 ? tag('p', {}, 'There is no run in this folder yet.') : table),
  )
  return documentHtml({ title: shortened(`${name}: runs`), style: STYLE + RUNS_STYLE, body })
}

function rowMarkup({ run, report, curves }: IndexedRun): Markup {
  const { name, startedAt, fitness, validation, evaluations, generations, elapsedMs, direction } = run
  const address = `${encodeURIComponent(name)}/${report ?? ''}`
  const began = startedAt === null ? null : new Date(startedAt)
  const words = tag('span', { class: `status ${run.status.replace(' ', '-')}` }, run.status)
  return tag(
    'tr',
    {},
    tag('th', { scope: 'row' }, tag('a', { href: address }, named(name)), small(aboutMarkup(run))),
    cell('curve', sparkMarkup(curves, direction ?? 'minimize')),
    cell('champion', number(fitness), small(run.fitnessName === null ? '' : named(run.fitnessName))),
    cell('validation', number(validation)),
    cell(
      'generations',
      generations === null ? NO_VALUE : formatCount(generations),
      small(evaluations === null ? '' : plural(Math.round(evaluations), 'evaluation')),
    ),
    cell('time', elapsedMs === null ? NO_VALUE : formatDuration(elapsedMs)),
    cell(
      'began',
      began === null || Number.isNaN(began.getTime())
        ? NO_VALUE
        : tag('time', { datetime: startedAt ?? '' }, minuteText(began)),
    ),
    cell('ended', words, small(moreWords(run))),
  )
}

/** How it ended, without the word that stands above. */
function moreWords(run: ListedRun): Markup {
  const words = endWords(run)
  if (words === run.status) return ''
  return named(words.startsWith(`${run.status}: `) ? words.slice(run.status.length + 2) : words, mostError)
}

/** Task, strategy and seed. */
function aboutMarkup(run: ListedRun): Markup {
  const { task, seed, trainings } = run
  const strategy = strategyWords(run)
  const count = trainings === null ? 0 : Math.max(1, trainings.planned / trainings.contestants)
  const several = trainings === null ? '' : ` · medians of ${plural(count, 'training')}`
  const parts = [
    ...(task === null ? [] : [named(task)]),
    ...(strategy === null ? [] : [named(strategy)]),
    ...(seed === null || trainings !== null ? [] : [`seed ${seed}`]),
  ]
  return parts.join(' · ') + several
}

/** A cell that names itself where the page is narrow and the table's head is not shown. */
function cell(title: string, ...content: readonly Markup[]): Markup {
  return tag('td', { class: title, 'data-title': title }, tag('div', {}, ...content))
}

function small(content: Markup): Markup {
  return content === '' ? '' : tag('small', {}, content)
}

function number(value: number | null): Markup {
  return value === null ? NO_VALUE : escapeMarkup(formatSignificant(value))
}
