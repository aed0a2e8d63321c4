import type { DataPoint } from '../data-point.ts'
import { columns, decimate } from '../decimate.ts'
import { type Domain, linearDomain, logDomain } from '../domain.ts'
import { escapedJson, escapeMarkup } from '../escape.ts'
import type { Interval } from '../marks/band.ts'
import { formatCount, plural } from '../number.ts'
import { drawable, linearScale, makeScale, type Scale } from '../scale.ts'
import { type Markup, tag } from './markup.ts'
import type { ReadableChart } from './readable-chart.ts'

/** What colour a line has, by its role; the style sheet knows the colours. */
export type Tone = 'best' | 'median' | 'validation' | 'epoch' | 'other'

export interface Series {
  readonly name: string
  readonly tone: Tone
  /** A value a row; NaN leaves a gap. */
  readonly values: Float64Array
}

/** Curves over evaluations, with a linear and a logarithmic axis that the reader chooses from. */
export interface Chart {
  readonly id: string
  readonly title: string
  /** Ascending, a value a row. */
  readonly x: Float64Array
  /** Where the x axis begins, at most the first x. */
  readonly from: number
  /** The generation of a row. */
  readonly generations: Float64Array
  /** Lowest in the drawing first. */
  readonly series: readonly Series[]
  readonly band?:
    | { readonly name: string; readonly low: Float64Array; readonly high: Float64Array }
    | undefined
  readonly target?: number | undefined
  /** Where something begins. */
  readonly divide?: { readonly at: number; readonly name: string } | undefined
  /** Which axis is shown at first. */
  readonly scale: 'linear' | 'log'
  /** Beside others of its kind. */
  readonly small?: boolean
}

/** The drawing's own units across and down: stretched over whatever room there is. */
const SIZE = 1000
/** Thinned to columns this wide: a page shows no finer. */
const COLUMN = 2
/** Rows that can be pointed at. */
const MOST_ROWS = 500
const TABLE_ROWS = 12

/** A figure with both axes drawn; the style sheet shows one, and a script adds what the pointer reads. */
export function chartMarkup(chart: Chart): Markup {
  const { id, title, series, band, target, small, scale } = chart
  const values = series.flatMap((one) => Array.from(one.values))
  if (target !== undefined) values.push(target)
  const wishes = band === undefined ? [] : [...band.low, ...band.high]
  const domains = { linear: linearDomain(values, wishes), log: logDomain(values, wishes) }
  const { from } = chart
  const last = chart.x.at(-1) ?? from
  const x = linearScale([from, last > from ? last : from + 1], [0, SIZE])
  const frame = (kind: 'linear' | 'log'): Markup => frameMarkup(chart, kind, domains[kind], x)
  const rows = pickedRows(chart.x, MOST_ROWS)
  const data: ReadableChart = {
    x: rows.map((row) => Number(chart.x[row]!.toPrecision(6))),
    generations: rows.map((row) => chart.generations[row]!),
    series: series.map(({ name, tone, values }) => ({
      name,
      tone,
      y: rows.map((row) => digits(values[row]!)),
    })),
    from,
    to: x.domain[1],
    linear: domains.linear?.extent ?? null,
    log: domains.log?.extent ?? null,
  }
  return tag(
    'figure',
    { class: small === true ? 'chart small' : 'chart', id: `chart-${id}` },
    tag(
      'div',
      { class: 'chart-head' },
      tag('figcaption', {}, escapeMarkup(title)),
      tag(
        'fieldset',
        { class: 'switch' },
        tag('legend', { class: 'unseen' }, escapeMarkup(`Scale of ${title}`)),
        choice(id, 'linear', scale),
        choice(id, 'log', scale),
      ),
    ),
    legendMarkup(chart),
    tag(
      'div',
      {
        class: 'plot',
        tabindex: 0,
        role: 'slider',
        'aria-label': `${title}: the arrow keys move along the curves`,
        'aria-valuemin': 0,
        'aria-valuemax': Math.max(0, rows.length - 1),
        'aria-valuenow': Math.max(0, rows.length - 1),
        'aria-valuetext': spoken(chart, chart.x.length - 1),
      },
      frame('linear'),
      frame('log'),
      tag('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' }),
    ),
    tag('script', { type: 'application/json' }, escapedJson(data)),
    small === true ? '' : tableMarkup(chart),
  )
}

function choice(id: string, kind: 'linear' | 'log', chosen: string): Markup {
  const input = tag('input', {
    type: 'radio',
    name: `scale-${id}`,
    value: kind,
    checked: kind === chosen,
    autocomplete: 'off',
  })
  return tag('label', {}, input, tag('span', {}, kind))
}

function legendMarkup({ series, band, target, small }: Chart): Markup {
  if (small === true && series.length === 1) return ''
  const item = (kind: string, name: string): Markup =>
    tag('li', {}, tag('span', { class: `swatch ${kind}` }), escapeMarkup(name))
  return tag(
    'ul',
    { class: 'legend' },
    ...series.toReversed().map(({ name, tone }) => item(tone, name)),
    band === undefined ? '' : item('band', band.name),
    target === undefined ? '' : item('target', `target ${Number(target.toPrecision(6))}`),
  )
}

function frameMarkup(chart: Chart, kind: 'linear' | 'log', domain: Domain | undefined, x: Scale): Markup {
  const { series, band, target, divide } = chart
  if (domain === undefined) {
    const words = kind === 'log' ? 'nothing above zero to show on a log scale' : 'nothing to show yet'
    return tag('p', { class: `frame empty ${kind}` }, words)
  }
  const y = makeScale(kind, domain.extent, [SIZE, 0])
  const level = (value: number): string => percent(y.at(value))
  const parts: Markup[] = []
  for (const { value, label } of y.ticks(6)) {
    if (label === '') continue
    parts.push(
      tag('line', { class: 'grid', x1: 0, x2: '100%', y1: level(value), y2: level(value) }),
      tag('text', { x: -8, y: level(value), dy: '.32em', 'text-anchor': 'end' }, escapeMarkup(label)),
    )
  }
  x.ticks(chart.small === true ? 4 : 6).forEach(({ value, label }, i) => {
    const at = percent(x.at(value))
    parts.push(
      tag('svg', { x: at, y: '100%', class: 'tick' }, tag('path', { class: 'axis', d: 'M0,0v5' })),
      tag(
        'text',
        {
          class: i % 2 === 1 ? 'spare' : undefined,
          ...{ x: at, y: '100%', dy: 18 },
          // A long number at the very end would reach out of a narrow page.
          'text-anchor': x.at(value) > SIZE * 0.96 ? 'end' : 'middle',
        },
        escapeMarkup(label),
      ),
    )
  })
  parts.push(
    tag('line', { class: 'axis', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    tag('text', { x: '100%', y: '100%', dy: 36, 'text-anchor': 'end' }, 'Evaluations →'),
  )
  const curves = [
    band === undefined ? '' : tag('path', { class: 'band', d: bandPath(chart.x, band, x, y) }),
    ...series.map(({ tone, values }) =>
      tag('path', { class: `line ${tone}`, d: linePath(points(chart.x, values), x, y) }),
    ),
  ]
  parts.push(
    tag(
      'svg',
      { viewBox: `0 0 ${SIZE} ${SIZE}`, preserveAspectRatio: 'none', width: '100%', height: '100%' },
      ...curves,
    ),
  )
  if (target !== undefined && inside(y.at(target))) {
    parts.push(tag('line', { class: 'target', x1: 0, x2: '100%', y1: level(target), y2: level(target) }))
  }
  if (divide !== undefined) {
    const at = percent(x.at(divide.at))
    const before = x.at(divide.at) > SIZE / 2
    parts.push(
      tag('line', { class: 'divide', x1: at, x2: at, y1: 0, y2: '100%' }),
      tag(
        'text',
        { x: at, dx: before ? -6 : 6, y: 11, 'text-anchor': before ? 'end' : 'start' },
        divide.name,
      ),
    )
  }
  for (const { tone, values } of series) {
    const row = values.findLastIndex(drawable)
    if (row < 0 || !inside(y.at(values[row]!))) continue
    const place = { cx: percent(x.at(chart.x[row]!)), cy: level(values[row]!) }
    parts.push(tag('circle', { class: `end ${tone}`, ...place, r: 3.5 }))
  }
  const note = domain.leftOut === 0 ? '' : leftOut(kind, domain.leftOut)
  return (
    tag('svg', { class: `frame ${kind}`, 'aria-hidden': 'true', focusable: 'false' }, ...parts) +
    (note === '' ? '' : tag('p', { class: `note ${kind}` }, note))
  )
}

function leftOut(kind: 'linear' | 'log', count: number): string {
  return `${plural(count, 'value')} ${kind === 'log' ? 'at or below zero left out' : 'outside the frame'}`
}

function points(x: Float64Array, values: Float64Array): DataPoint[] {
  return Array.from(values, (y, row) => ({ x: x[row]!, y }))
}

function linePath(points: readonly DataPoint[], x: Scale, y: Scale): string {
  const pixels = points.map((point) => ({ x: x.at(point.x), y: y.at(point.y) }))
  return decimate(pixels, COLUMN)
    .map((piece) => `M${(piece.length > 1 ? piece : [piece[0]!, piece[0]!]).map(pair).join('L')}`)
    .join('')
}

interface Edge extends DataPoint {
  readonly below: number
}

function bandPath(
  places: Float64Array,
  { low, high }: NonNullable<Chart['band']>,
  x: Scale,
  y: Scale,
): string {
  const edges = Array.from(places, (place, row): Edge => {
    const { low: bottom, high: top }: Omit<Interval, 'x'> = { low: low[row]!, high: high[row]! }
    const below = y.kind === 'log' && bottom <= 0 ? SIZE : y.at(bottom)
    return { x: x.at(place), y: Number.isNaN(below) ? Number.NaN : y.at(top), below }
  })
  return columns(edges, COLUMN)
    .map((piece) => {
      const around = piece.map((bucket) => ({
        x: bucket[0]!.x,
        y: Math.min(...bucket.map((edge) => edge.y)),
        below: Math.max(...bucket.map((edge) => edge.below)),
      }))
      const back = around.map((edge) => pair({ x: edge.x, y: edge.below })).reverse()
      return `M${[...around.map(pair), ...back].join('L')}Z`
    })
    .join('')
}

function pair({ x, y }: DataPoint): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`
}

function inside(place: number): boolean {
  return place >= -1 && place <= SIZE + 1
}

function percent(place: number): string {
  return `${Math.round((place / SIZE) * 1e5) / 1e3}%`
}

/** Five digits say more than a curve shows; null where there is nothing. */
function digits(value: number): number | null {
  return drawable(value) ? Number(value.toPrecision(6)) : null
}

/** Rows spread evenly over x, the first and the last among them. */
function pickedRows(x: Float64Array, most: number): number[] {
  if (x.length <= most) return Array.from(x, (_, row) => row)
  const [first, last] = [x[0]!, x.at(-1)!]
  const picked: number[] = []
  let next = 0
  x.forEach((value, row) => {
    const due = first + ((last - first) * next) / (most - 1)
    if (value < due && row < x.length - 1) return
    picked.push(row)
    next = last > first ? Math.floor(((value - first) / (last - first)) * (most - 1)) + 1 : next + 1
  })
  return picked
}

/** What a row says, in words. */
function spoken({ series, generations, x }: Chart, row: number): string {
  if (row < 0) return 'nothing yet'
  const figures = series
    .toReversed()
    .filter(({ values }) => drawable(values[row]!))
    .map(({ name, values }) => `${name} ${Number(values[row]!.toPrecision(4))}`)
  return `generation ${formatCount(generations[row]!)}, ${formatCount(x[row]!)} evaluations: ${figures.join(', ')}`
}

/** A few rows, for who reads figures rather than lines. */
function tableMarkup({ title, series, generations, x }: Chart): Markup {
  const head = ['generation', 'evaluations', ...series.toReversed().map(({ name }) => name)]
  const cell = (value: number): string => (drawable(value) ? String(Number(value.toPrecision(4))) : '–')
  const rows = pickedRows(x, TABLE_ROWS).map((row) =>
    tag(
      'tr',
      {},
      tag('th', { scope: 'row' }, formatCount(generations[row]!)),
      tag('td', {}, formatCount(x[row]!)),
      ...series.toReversed().map(({ values }) => tag('td', {}, cell(values[row]!))),
    ),
  )
  const table = tag(
    'table',
    { class: 'figures' },
    tag('caption', { class: 'unseen' }, escapeMarkup(title)),
    tag('thead', {}, tag('tr', {}, ...head.map((name) => tag('th', { scope: 'col' }, escapeMarkup(name))))),
    tag('tbody', {}, ...rows),
  )
  const inner = tag('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Figures' }, table)
  return tag('details', {}, tag('summary', {}, 'As a table'), inner)
}
