import { shortened } from '../../../shown-text.ts'
import { escapeMarkup } from '../../escape.ts'
import { formatCount, plural } from '../../number.ts'
import { genomeText } from '../../structure.ts'
import { configMarkup, notesMarkup } from '../details.ts'
import { documentHtml } from '../document.ts'
import { type Markup, named, tag } from '../markup.ts'
import { definitions, type Section, scrolling, sectionMarkup } from '../section.ts'
import { STYLE } from '../style.ts'
import type { TrainingsReport } from './data.ts'
import { contestantsMarkup, spreadMarkup } from './figures.ts'
import { fittedTexts } from './fitted-text.ts'
import { trainingsMarkup } from './rows.ts'
import { TRAININGS_STYLE } from './style.ts'
import { leadMarkup, tilesMarkup } from './summary.ts'

/** The report of several trainings as one self-contained HTML file, without a script. Names that users gave are text. */
export function trainingsHtml(data: TrainingsReport): string {
  const { identity, status, kind } = data
  const sections = sectionsOf(data).filter(({ content }) => content !== '')
  const links = sections.map(({ id, title }) => tag('li', {}, tag('a', { href: `#${id}` }, title)))
  const body = tag(
    'body',
    { class: 'wide' },
    tag(
      'header',
      {},
      tag('h1', {}, named(identity.name), tag('span', { class: `status ${status}` }, status)),
      tag('p', {}, headline(data)),
    ),
    tag('nav', { 'aria-label': 'Parts of this report' }, tag('ul', {}, ...links)),
    tag('main', {}, ...sections.map(sectionMarkup)),
  )
  const what = kind === 'compare' ? 'comparison' : plural(data.repeats, 'training')
  const title = shortened(`${identity.name}, ${what}: report`)
  return documentHtml({ title, style: STYLE + TRAININGS_STYLE, body })
}

function sectionsOf(data: TrainingsReport): Section[] {
  const { kind, identity, remarks } = data
  const figures = kind === 'compare' ? contestantsMarkup(data) : spreadMarkup(data)
  return [
    { id: 'summary', title: 'Summary', content: leadMarkup(data) + tilesMarkup(data) + figures },
    { id: 'curves', title: 'Curves', content: plotMarkup(data) },
    { id: 'trainings', title: 'Trainings', content: trainingsMarkup(data) },
    { id: 'config', title: 'Config', content: configMarkup(data) },
    { id: 'notes', title: 'Notes', content: notesMarkup({ record: identity, remarks }) },
    { id: 'origin', title: 'Origin', content: originOf(data) },
  ]
}

/** `3 trainings · seeds 1 to 3 · 2-8-1 tanh · ga` */
function headline({ contestants, repeats, strategy, identity, config }: TrainingsReport): Markup {
  const { genome, network, parameters } = identity
  const { seed: first } = config as { readonly seed: number }
  const structure =
    genome === undefined
      ? `${escapeMarkup(network)} · ${formatCount(parameters)} parameters`
      : escapeMarkup(genomeText(genome))
  return [
    strategy === null
      ? `${plural(contestants.length, 'contestant')}, ${plural(repeats, 'training')} each`
      : plural(repeats, 'training'),
    repeats === 1 ? `seed ${first}` : `seeds ${first} to ${first + repeats - 1}`,
    structure,
    ...(strategy === null ? [] : [named(strategy)]),
  ].join(' · ')
}

function plotMarkup({ plot, kind, fitnessLabel }: TrainingsReport): Markup {
  const what =
    kind === 'compare'
      ? 'The trainings of each contestant and their medians'
      : 'All trainings and their median'
  const label = `${what}: ${fitnessLabel}, linear and logarithmic`
  return tag(
    'figure',
    { class: 'plotted' },
    scrolling('Curves of all trainings', tag('div', { role: 'img', 'aria-label': label }, fittedTexts(plot))),
  )
}

function originOf({ identity, folder, writtenAt }: TrainingsReport): Markup {
  const { engine, arithmetic, versions, hashes } = identity
  return definitions([
    ['folder', named(folder, 1000)],
    ['report made', escapeMarkup(writtenAt)],
    ['engine', escapeMarkup(engine)],
    ['arithmetic', escapeMarkup(arithmetic)],
    ...Object.entries(versions).map(([name, version]): [string, Markup] => [name, escapeMarkup(version)]),
    ...Object.entries(hashes).map(([name, hash]): [string, Markup] => [
      `SHA-256 of the ${name}`,
      tag('code', { class: 'hash' }, escapeMarkup(hash)),
    ]),
  ])
}
