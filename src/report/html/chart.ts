import { type Domain, linearDomain, logDomain } from '../domain.ts'
import { drawable } from '../drawable.ts'
import { escapedJson, escapeMarkup } from '../escape.ts'
import { targetLabel } from '../panels.ts'
import type { ScaleKind } from '../scale.ts'
import { chartFrame, inside, xScale, yScale } from './chart-frame.ts'
import { pickedRows, spokenRow, tableMarkup } from './chart-rows.ts'
import type { CurveChart } from './curve-chart.ts'
import { type Markup, tag } from './markup.ts'
import type { ReadableChart } from './readable-chart.ts'

/** Rows that can be pointed at. */
const mostRows = 500

/** A figure with both axes drawn. The style sheet shows one of them; a script shows the values at the pointer. */
export function chartMarkup(chart: CurveChart): Markup {
  const { id, title, series, band, target, small, scale } = chart
  const values = together([...series.map((one) => one.values), target === undefined ? [] : [target]])
  const wishes = band === undefined ? [] : together([band.low, band.high])
  const domains = { linear: linearDomain(values, wishes), log: logDomain(values, wishes) }
  const x = xScale(chart)
  const rows = pickedRows(chart.x, mostRows)
  const data: ReadableChart = {
    x: rows.map((row) => Math.round(chart.x[row]!)),
    across: rows.map((row) => tenths(x.at(chart.x[row]!))),
    places: rows.map(chart.placeOf),
    series: series.map(({ name, role, values }) => ({
      ...{ name, tone: role, y: rows.map((row) => digits(values[row]!)) },
      down: {
        linear: levelsOf(values, rows, 'linear', domains.linear),
        log: levelsOf(values, rows, 'log', domains.log),
      },
    })),
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
        'aria-valuetext': spokenRow(chart, chart.x.length - 1),
      },
      chartFrame(chart, 'linear', domains.linear, x),
      chartFrame(chart, 'log', domains.log, x),
      tag('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' }),
    ),
    tag('script', { type: 'application/json' }, escapedJson(data)),
    small === true ? '' : tableMarkup(chart),
  )
}

/** Lists of values as one. */
function together(lists: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(lists.reduce((length, list) => length + list.length, 0))
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  return all
}

function choice(id: string, kind: ScaleKind, chosen: ScaleKind): Markup {
  const input = tag('input', {
    type: 'radio',
    name: `scale-${id}`,
    value: kind,
    checked: kind === chosen,
    autocomplete: 'off',
  })
  return tag('label', {}, input, tag('span', {}, kind))
}

function legendMarkup({ series, band, target, small }: CurveChart): Markup {
  if (small === true && series.length === 1) return ''
  const item = (kind: string, name: string): Markup =>
    tag('li', {}, tag('span', { class: `swatch ${kind}` }), escapeMarkup(name))
  return tag(
    'ul',
    { class: 'legend' },
    ...series.toReversed().map(({ name, role }) => item(role, name)),
    band === undefined ? '' : item('band', band.name),
    target === undefined ? '' : item('target', targetLabel(target)),
  )
}

/** How far from the top the values of some rows lie; null where the scale does not show them. */
function levelsOf(
  values: Float64Array,
  rows: readonly number[],
  kind: ScaleKind,
  domain: Domain | undefined,
): (number | null)[] {
  const y = domain && yScale(kind, domain)
  return rows.map((row) => {
    const level = y?.at(values[row]!) ?? Number.NaN
    return inside(level) ? tenths(level) : null
  })
}

/** One digit after the point, of thousandths, is less than a pixel. */
function tenths(place: number): number {
  return Math.round(place * 10) / 10
}

/** Six digits, which is more than a curve shows; null where there is no value. */
function digits(value: number): number | null {
  return drawable(value) ? Number(value.toPrecision(6)) : null
}
