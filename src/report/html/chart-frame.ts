import { decimate } from '../decimate.ts'
import type { Domain } from '../domain.ts'
import { drawable } from '../drawable.ts'
import { escapeMarkup } from '../escape.ts'
import type { Frame } from '../marks/mark.ts'
import { leftOutNote } from '../panels.ts'
import { bandPath, linePath } from '../paths.ts'
import { linearScale, makeScale, type Scale, type ScaleKind } from '../scale.ts'
import type { ChartSeries, CurveChart } from './curve-chart.ts'
import { type Markup, tag } from './markup.ts'

/** The drawing's own units across and down, thousandths; the browser stretches them to the page. */
const size = 1000
/** How much of such units a page shows. */
const fineness = { column: 2, digits: 1 }

export function xScale({ x, from }: CurveChart): Scale {
  const last = x.at(-1) ?? from
  return linearScale([from, last > from ? last : from + 1], [0, size])
}

export function yScale(kind: ScaleKind, { extent }: Domain): Scale {
  return makeScale(kind, extent, [size, 0])
}

/** A chart on one kind of axis. @param domain undefined where that kind of axis can show nothing */
export function chartFrame(chart: CurveChart, kind: ScaleKind, domain: Domain | undefined, x: Scale): Markup {
  if (domain === undefined) {
    const words = kind === 'log' ? 'nothing above zero to show on a log scale' : 'no values to show'
    return tag('p', { class: `frame empty ${kind}` }, words)
  }
  const frame: Frame = { x, y: yScale(kind, domain) }
  const note = leftOutNote(kind, domain.leftOut)
  return (
    tag(
      'svg',
      { class: `frame ${kind}`, 'aria-hidden': 'true', focusable: 'false' },
      yAxis(frame.y),
      xAxis(x, chart.small === true ? 4 : 6),
      curvePaths(chart, frame),
      targetLine(chart, frame),
      ...(chart.dividers ?? []).map(({ at, name }) => divider(x.at(at), name)),
      ...chart.series.map((series) => endDot(chart, series, frame)),
    ) + (note === undefined ? '' : tag('p', { class: `note ${kind}` }, note))
  )
}

function yAxis(y: Scale): Markup {
  return y
    .ticks(6)
    .filter(({ label }) => label !== '')
    .map(({ value, label }) => {
      const level = percent(y.at(value))
      return (
        tag('line', { class: 'grid', x1: 0, x2: '100%', y1: level, y2: level }) +
        tag('text', { x: -8, y: level, dy: '.32em', 'text-anchor': 'end' }, escapeMarkup(label))
      )
    })
    .join('')
}

function xAxis(x: Scale, count: number): Markup {
  const ticks = x.ticks(count).map(({ value, label }, i) => {
    const at = percent(x.at(value))
    const place = {
      // Every other one is left out where the page is narrow.
      class: i % 2 === 1 ? 'spare' : undefined,
      ...{ x: at, y: '100%', dy: 18 },
      // A long number at the very end would reach out of a narrow page.
      'text-anchor': x.at(value) > size * 0.96 ? 'end' : 'middle',
    }
    return (
      tag('svg', { x: at, y: '100%', class: 'tick' }, tag('path', { class: 'axis', d: 'M0,0v5' })) +
      tag('text', place, escapeMarkup(label))
    )
  })
  return (
    ticks.join('') +
    tag('line', { class: 'axis', x1: 0, x2: '100%', y1: '100%', y2: '100%' }) +
    tag('text', { x: '100%', y: '100%', dy: 36, 'text-anchor': 'end' }, 'Evaluations →')
  )
}

/** The band and the lines, in units that are stretched with the page. */
function curvePaths({ x: places, series, band }: CurveChart, frame: Frame): Markup {
  const { x, y } = frame
  const area =
    band === undefined
      ? ''
      : bandPath(
          eachRow(places, (place, row) => ({ x: place, low: band.low[row]!, high: band.high[row]! })),
          frame,
          fineness,
        )
  const lines = series.map(({ role, values }) => {
    const points = eachRow(values, (value, row) => ({ x: x.at(places[row]!), y: y.at(value) }))
    const pieces = decimate(points, fineness.column).map((piece) => linePath(piece, fineness.digits))
    return tag('path', { class: `line ${role}`, d: pieces.join('') })
  })
  return tag(
    'svg',
    { viewBox: `0 0 ${size} ${size}`, preserveAspectRatio: 'none', width: '100%', height: '100%' },
    band === undefined ? '' : tag('path', { class: 'band', d: area }),
    ...lines,
  )
}

/** One after the other, since there may be a hundred thousand. */
function* eachRow<T>(values: Float64Array, make: (value: number, row: number) => T): Generator<T> {
  for (let row = 0; row < values.length; row++) yield make(values[row]!, row)
}

function targetLine({ target }: CurveChart, { y }: Frame): Markup {
  if (target === undefined || !inside(y.at(target))) return ''
  const level = percent(y.at(target))
  return tag('line', { class: 'target', x1: 0, x2: '100%', y1: level, y2: level })
}

/** A vertical line where something begins, with its name on the side that has room for it. */
function divider(place: number, name: string): Markup {
  const at = percent(place)
  const before = place > size / 2
  return (
    tag('line', { class: 'divide', x1: at, x2: at, y1: 0, y2: '100%' }) +
    tag('text', { x: at, dx: before ? -6 : 6, y: 11, 'text-anchor': before ? 'end' : 'start' }, name)
  )
}

function endDot(chart: CurveChart, { role, values }: ChartSeries, { x, y }: Frame): Markup {
  const row = values.findLastIndex(drawable)
  if (row < 0 || !inside(y.at(values[row]!))) return ''
  const place = { cx: percent(x.at(chart.x[row]!)), cy: percent(y.at(values[row]!)) }
  return tag('circle', { class: `end ${role}`, ...place, r: 3.5 })
}

/** Whether a place is within the frame, or on its edge. */
export function inside(place: number): boolean {
  return place >= -1 && place <= size + 1
}

function percent(place: number): string {
  return `${Math.round((place / size) * 1e5) / 1e3}%`
}
