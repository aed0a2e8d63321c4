import { shortened } from '../../shown-text.ts'
import { linearDomain } from '../domain.ts'
import { drawable } from '../drawable.ts'
import { escapeMarkup } from '../escape.ts'
import { formatCount, formatSignificant, plural } from '../number.ts'
import { linearScale } from '../scale.ts'
import { basedTicks } from '../ticks.ts'
import type { DataPart, NumberAnswers } from './data.ts'
import { type Markup, named, tag } from './markup.ts'

/** At most this many points of each part are drawn: more hide each other. */
const MOST_POINTS = 1200
const MOST_OUTPUTS = 12

/** Predicted against true, a square for each output. */
export function scatterMarkup({ names, parts }: NumberAnswers): Markup {
  const shown = names.slice(0, MOST_OUTPUTS)
  const more =
    names.length > MOST_OUTPUTS
      ? tag('p', { class: 'aside' }, `${names.length - MOST_OUTPUTS} more outputs.`)
      : ''
  const key = tag(
    'ul',
    { class: 'legend' },
    ...parts.map(({ part }) => tag('li', {}, tag('span', { class: `swatch dot ${part}` }), part)),
    tag('li', {}, tag('span', { class: 'swatch target' }), 'perfect prediction'),
  )
  return (
    key +
    tag(
      'div',
      { class: 'charts' },
      ...shown.map((name, output) => square(name, output, names.length, parts)),
    ) +
    more
  )
}

/** A sample in the square. */
interface ScatterPoint {
  readonly part: DataPart
  readonly truth: number
  readonly answer: number
}

function square(label: string, output: number, width: number, parts: NumberAnswers['parts']): Markup {
  const name = shortened(label)
  const all = parts.map(({ part, truth, answer }) => {
    const count = truth.length / width
    return Array.from({ length: count }, (_, sample): ScatterPoint => {
      const at = sample * width + output
      return { part, truth: truth[at]!, answer: answer[at]! }
    })
  })
  const dots = all.flatMap(thinned)
  // Answers count as much as truths: a poor network's are elsewhere. Only a few that are very far out are left out.
  const domain = linearDomain(all.flat().flatMap(({ truth, answer }) => [truth, answer]))
  const caption = tag('figcaption', {}, named(name), explained(all.at(-1) ?? []))
  if (domain === undefined)
    return tag('figure', { class: 'square' }, caption, tag('p', {}, 'nothing to show'))
  const x = linearScale(domain.extent, [0, 100])
  const y = linearScale(domain.extent, [100, 0])
  const based = basedTicks(x.ticks(4))
  const ticks = based.ticks.flatMap(({ value, label }) => [
    tag('line', { class: 'grid', x1: 0, x2: '100%', y1: `${y.at(value)}%`, y2: `${y.at(value)}%` }),
    tag('text', { x: -8, y: `${y.at(value)}%`, dy: '.32em', 'text-anchor': 'end' }, escapeMarkup(label)),
    tag('text', { x: `${x.at(value)}%`, y: '100%', dy: 18, 'text-anchor': 'middle' }, escapeMarkup(label)),
  ])
  const within = (place: number): boolean => place >= 0 && place <= 100
  const inside = ({ truth, answer }: ScatterPoint): boolean => within(x.at(truth)) && within(y.at(answer))
  const outside = all.flat().filter((point) => !inside(point)).length
  const points = dots
    .filter(inside)
    .map(({ part, truth, answer }) =>
      tag('circle', { class: part, cx: `${two(x.at(truth))}%`, cy: `${two(y.at(answer))}%`, r: 2.5 }),
    )
  const notes = [
    ...(dots.length < all.flat().length
      ? [`${plural(dots.length, 'point')} of ${formatCount(all.flat().length)}`]
      : []),
    ...(outside > 0 ? [`${plural(outside, 'point')} outside the frame`] : []),
  ]
  return tag(
    'figure',
    { class: 'square' },
    caption,
    tag(
      'div',
      { class: 'plot' },
      tag(
        'svg',
        { class: 'frame', role: 'img', 'aria-label': `predicted against true ${name}` },
        ...ticks,
        tag('line', { class: 'axis', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
        tag('line', { class: 'target', x1: 0, x2: '100%', y1: '100%', y2: 0 }),
        tag('g', { class: 'dots' }, ...points),
        tag('text', { x: '100%', y: '100%', dy: 36, 'text-anchor': 'end' }, `true${based.base} →`),
        tag('text', { x: 0, y: 0, dy: -8, 'text-anchor': 'start' }, `↑ predicted${based.base}`),
      ),
    ),
    notes.length === 0 ? '' : tag('p', { class: 'aside' }, notes.join('; ')),
  )
}

/** The share of the variance that the answers explain. */
function explained(dots: readonly ScatterPoint[]): Markup {
  const part = dots[0]?.part
  const mean = dots.reduce((sum, { truth }) => sum + truth / dots.length, 0)
  const total = dots.reduce((sum, { truth }) => sum + (truth - mean) ** 2, 0)
  const residual = dots.reduce((sum, { truth, answer }) => sum + (answer - truth) ** 2, 0)
  if (part === undefined || !(total > 0) || !Number.isFinite(residual)) return ''
  return `: r² ${formatSignificant(1 - residual / total, 3)} on ${part}`
}

function thinned(dots: readonly ScatterPoint[]): ScatterPoint[] {
  const fine = dots.filter(({ truth, answer }) => drawable(truth) && drawable(answer))
  if (fine.length <= MOST_POINTS) return fine
  return Array.from({ length: MOST_POINTS }, (_, i) => fine[Math.floor((i * fine.length) / MOST_POINTS)]!)
}

function two(value: number): number {
  return Math.round(value * 100) / 100
}
