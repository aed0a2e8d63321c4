import { stringify } from 'yaml'
import { shortened } from '../../shown-text.ts'
import { escapeMarkup } from '../escape.ts'
import { formatCount, plural } from '../number.ts'
import { genomeText } from '../structure.ts'
import type { ReportData } from './data.ts'
import { type Markup, named, tag } from './markup.ts'
import { definitions } from './section.ts'

/** Characters of the config and of a note, and notes. */
const mostConfig = 50_000
const mostNote = 1000
const mostNotes = 200

/** The resolved config as YAML. */
export function configMarkup({ config }: Pick<ReportData, 'config'>): Markup {
  const text = stringify(config, { lineWidth: 0, aliasDuplicateObjects: false })
  return tag(
    'details',
    { open: text.split('\n').length <= 30 },
    tag('summary', {}, 'With every default filled in'),
    tag(
      'pre',
      { tabindex: 0, 'aria-label': 'Config' },
      tag('code', {}, escapeMarkup(shortened(text, mostConfig))),
    ),
  )
}

/** Notes on the data, and remarks on what this report could not show. */
export function notesMarkup({ record, remarks }: Pick<ReportData, 'record' | 'remarks'>): Markup {
  const lines = [...record.notes, ...remarks]
  if (lines.length === 0) return ''
  const shown = lines.slice(0, mostNotes).map((line) => tag('li', {}, named(line, mostNote)))
  const rest = lines.length - shown.length
  return tag(
    'ul',
    {},
    ...shown,
    rest === 0 ? '' : tag('li', {}, `${formatCount(rest)} more; run.json has all.`),
  )
}

/** Where individuals were scored. */
function workersMarkup({ workers, queue }: ReportData['record']): Markup {
  if (queue !== undefined) return `those of the queue ${escapeMarkup(queue)}`
  return workers === 0 ? 'none, in process' : formatCount(workers)
}

/** Versions, hashes and times. */
export function originMarkup({ record, folder, writtenAt }: ReportData): Markup {
  const { versions, hashes, startedAt, endedAt, engine, arithmetic, parameters } = record
  return definitions([
    ['folder', named(folder, mostNote)],
    ['began', escapeMarkup(startedAt)],
    ['ended', escapeMarkup(endedAt ?? 'not yet')],
    ['report made', escapeMarkup(writtenAt)],
    record.genome === undefined
      ? ['network', `${named(record.network)}, ${plural(parameters, 'parameter')}`]
      : ['genome', genomeText(record.genome)],
    ['engine', escapeMarkup(engine)],
    ['arithmetic', escapeMarkup(arithmetic)],
    ['workers', workersMarkup(record)],
    ...Object.entries(versions).map(([name, version]): [string, Markup] => [name, escapeMarkup(version)]),
    ...Object.entries(hashes).map(([name, hash]): [string, Markup] => [
      `SHA-256 of the ${name}`,
      tag('code', { class: 'hash' }, escapeMarkup(hash)),
    ]),
  ])
}
