import { hasBiases, isRecurrent } from '../../model/topology.ts'
import { shortened } from '../../shown-text.ts'
import { escapeMarkup } from '../escape.ts'
import { fitnessLabel } from '../figure-units.ts'
import type { NetworkColours } from '../network/colours.ts'
import { type NetworkSetting, narrowNetworkSvg, networkSvg } from '../network.ts'
import { formatCount } from '../number.ts'
import { genomeText } from '../structure.ts'
import { classesMarkup } from './classes.ts'
import { curvesMarkup } from './curves.ts'
import type { ChampionAnswers, ReportData } from './data.ts'
import { configMarkup, notesMarkup, originMarkup } from './details.ts'
import { documentHtml } from './document.ts'
import { failuresMarkup } from './failures.ts'
import { genomeMarkup } from './genome.ts'
import { machinesMarkup } from './machines.ts'
import { type Markup, named, tag } from './markup.ts'
import { picturesMarkup } from './pictures.ts'
import { scatterMarkup } from './scatter.ts'
import { readScript } from './script.ts'
import { type Section, scrolling, sectionMarkup } from './section.ts'
import { STYLE } from './style.ts'
import { summaryMarkup } from './summary.ts'
import { timelineMarkup } from './timeline.ts'

/**
 * The report of a run as one self-contained HTML file. Its content security policy allows its own style, its own script
 * and the pictures inside it, and nothing else. Names that users gave are text.
 */
export function reportHtml(found: ReportData): string {
  const record = {
    ...found.record,
    fitnessName: shortened(fitnessLabel(found.record.fitnessName, found.units)),
  }
  const data = { ...found, record }
  const script = readScript()
  const sections = sectionsOf(data).filter(({ content }) => content !== '')
  const links = sections.map(({ id, title }) =>
    tag('li', {}, tag('a', { href: `#${id}` }, escapeMarkup(title))),
  )
  const body = tag(
    'body',
    {},
    tag(
      'header',
      {},
      tag('h1', {}, named(record.name), tag('span', { class: `status ${record.status}` }, record.status)),
      tag('p', {}, `seed ${record.seed} · ${structure(record)}`),
    ),
    tag('nav', { 'aria-label': 'Parts of this report' }, tag('ul', {}, ...links)),
    tag('main', {}, ...sections.map(sectionMarkup)),
    tag('script', {}, script),
  )
  return documentHtml({ title: `${record.name}, seed ${record.seed}: report`, style: STYLE, script, body })
}

function sectionsOf(data: ReportData): Section[] {
  const { record, target, answers, pictures, events, curves } = data
  return [
    { id: 'summary', title: 'Summary', content: summaryMarkup(data) },
    {
      id: 'curves',
      title: 'Curves',
      content: curvesMarkup(curves, { ...record, target }),
    },
    { id: 'pictures', title: 'Pictures', content: pictures.length === 0 ? '' : picturesMarkup(pictures) },
    { id: 'episode', title: 'Episode', content: episodeMarkup(data) },
    { id: 'answers', title: answersTitle(answers), content: answersMarkup(answers) },
    { id: 'genome', title: 'Best genome', content: genomeMarkup(data) },
    { id: 'network', title: 'Network', content: networkMarkup(data) },
    { id: 'workers', title: 'Workers', content: timelineMarkup(events) },
    { id: 'machines', title: 'Machines', content: machinesMarkup(events) },
    { id: 'failures', title: 'Failures', content: failuresMarkup(data) },
    { id: 'config', title: 'Config', content: configMarkup(data) },
    { id: 'notes', title: 'Notes', content: notesMarkup(data) },
    { id: 'origin', title: 'Origin', content: originMarkup(data) },
  ]
}

function structure({ genome, network, parameters }: ReportData['record']): Markup {
  if (genome !== undefined) return escapeMarkup(genomeText(genome))
  return `${escapeMarkup(network)} · ${formatCount(parameters)} parameters`
}

/** A link to a file of the run folder. */
function episodeMarkup({ trace }: ReportData): Markup {
  if (trace === null) return ''
  const link = tag('a', { href: trace.address }, escapeMarkup(trace.name))
  return tag(
    'p',
    {},
    `The champion's first episode as numbers, a line for each step: ${link}, in the run folder.`,
  )
}

function answersTitle(answers: ChampionAnswers | null): string {
  return answers?.kind === 'classes' ? 'Classes' : 'Predicted against true'
}

function answersMarkup(answers: ChampionAnswers | null): Markup {
  if (answers === null) return ''
  return answers.kind === 'classes' ? classesMarkup(answers) : scatterMarkup(answers)
}

/** The width of a phone's page, and what is still readable when it is shrunk to that: pixels. */
const phone = 368
const mostShrunk = 560

function networkMarkup({ network, networkFilm, record }: ReportData): Markup {
  if (network === null) return ''
  const setting: NetworkSetting = { colours: VARIABLES, slack: 1.2, legend: false }
  const drawn = (svg: string, name?: string): Markup =>
    tag(
      'div',
      {
        ...{ class: name, role: 'img' },
        'aria-label': `The champion's layers, units and weights: ${record.network}`,
      },
      svg,
    )
  const narrow = narrowNetworkSvg(network, { ...setting, room: phone }, mostShrunk)
  const drawing = drawn(networkSvg(network, setting)) + (narrow === null ? '' : drawn(narrow, 'narrow'))
  const item = (kind: string, words: string): Markup =>
    tag('li', {}, tag('span', { class: `swatch ${kind}` }), words)
  const key = tag(
    'ul',
    { class: 'legend' },
    item('positive', 'positive weight'),
    item('negative', 'negative weight'),
    isRecurrent(network.topology) ? tag('li', {}, 'arc: weight of an output in the step before') : '',
    hasBiases(network.topology) ? item('bias', 'bias, in the same colours') : '',
    tag('li', {}, 'width: size relative to the largest in its layer'),
  )
  const figure = tag('figure', { class: 'drawing' }, key, scrolling('Drawing of the network', drawing))
  return networkFilm === null ? figure : figure + picturesMarkup([networkFilm])
}

/** The style sheet defines these for light and dark pages. */
const VARIABLES: NetworkColours = {
  ink: 'var(--ink)',
  softInk: 'var(--soft-ink)',
  paper: 'var(--paper)',
  outline: 'var(--axis)',
  positive: 'var(--positive)',
  negative: 'var(--negative)',
}
