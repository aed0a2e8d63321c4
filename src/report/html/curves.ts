import type { GenerationEvent } from '../../run/events.ts'
import { type Chart, chartMarkup, type Series } from './chart.ts'
import type { ReportData } from './data.ts'
import { type Markup, tag } from './markup.ts'

/** The strategy's own figures beyond so many are not drawn. */
const MOST_FIGURES = 8

/** Fitness, and below it diversity and what the strategy says of itself. */
export function curvesMarkup(data: ReportData): Markup {
  if (data.events.length === 0) return tag('p', {}, 'There is no generation yet.')
  const charts = smallCharts(data)
  return (
    chartMarkup(fitnessChart(data)) +
    (charts.length === 0 ? '' : tag('div', { class: 'charts' }, ...charts.map(chartMarkup)))
  )
}

function fitnessChart({ events, loss, target, gradient }: ReportData): Chart {
  const evolved = ({ phase }: GenerationEvent): boolean => !gradient && phase === 'train'
  const start = events.findIndex(({ phase }) => phase === 'finetune')
  const all: (Series | null)[] = [
    series(events, 'median', 'median', (event) => (evolved(event) ? event.median : null)),
    series(events, 'each epoch', 'epoch', (event) => (evolved(event) ? null : event.median)),
    series(events, 'validation', 'validation', ({ validation }) => validation),
    series(events, 'best', 'best', ({ champion }) => champion),
  ]
  const edge = (side: 0 | 1): Float64Array =>
    Float64Array.from(events, (event) => (evolved(event) ? event.spread?.[side] : null) ?? Number.NaN)
  const [better, worse] = [edge(0), edge(1)]
  const band = {
    name: 'quartiles',
    low: better.map((value, row) => Math.min(value, worse[row]!)),
    high: better.map((value, row) => Math.max(value, worse[row]!)),
  }
  return {
    id: 'fitness',
    title: loss,
    ...axis(events),
    series: all.filter((one) => one !== null),
    band: band.low.some(Number.isFinite) ? band : undefined,
    target,
    divide: start < 0 ? undefined : { at: events[start - 1]?.evaluations ?? 0, name: 'fine-tuning' },
    scale: 'log',
  }
}

function smallCharts({ events, gradient }: ReportData): Chart[] {
  const names = [...new Set(events.flatMap(({ strategy }) => Object.keys(strategy)))]
  const diversity = gradient
    ? null
    : series(events, 'diversity', 'other', (event) => (event.phase === 'train' ? event.diversity : null))
  return [
    ...(diversity === null
      ? []
      : [{ id: 'diversity', title: 'diversity: spread of a gene', one: diversity }]),
    ...names.slice(0, MOST_FIGURES).flatMap((name, i) => {
      const one = series(events, name, 'other', ({ strategy }) => strategy[name])
      return one === null ? [] : [{ id: `strategy-${i}`, title: titles[name] ?? name, one }]
    }),
  ].map(({ id, title, one }) => ({
    id,
    title,
    ...axis(events),
    series: [one],
    scale: 'linear',
    small: true,
  }))
}

const titles: Readonly<Record<string, string>> = {
  sigma: 'sigma: step size',
  learningRate: 'learning rate',
  batchLoss: 'loss over the batches of an epoch',
}

function axis(events: readonly GenerationEvent[]): { x: Float64Array; generations: Float64Array } {
  return {
    x: Float64Array.from(events, ({ evaluations }) => evaluations),
    generations: Float64Array.from(events, ({ generation }) => generation),
  }
}

/** Null where there is no value at all. */
function series(
  events: readonly GenerationEvent[],
  name: string,
  tone: Series['tone'],
  of: (event: GenerationEvent) => number | null | undefined,
): Series | null {
  const values = Float64Array.from(events, (event) => of(event) ?? Number.NaN)
  return values.some(Number.isFinite) ? { name, tone, values } : null
}
