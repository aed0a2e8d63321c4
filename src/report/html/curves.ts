import type { GenerationEvent } from '../../run/events.ts'
import { type Chart, chartMarkup, type Series } from './chart.ts'
import type { ReportData } from './data.ts'
import { type Markup, tag } from './markup.ts'

/** The strategy's own figures beyond so many are not drawn. */
const MOST_FIGURES = 8

/** Fitness, the fine-tuning once more by itself, and below them diversity and what the strategy says of itself. */
export function curvesMarkup(data: ReportData): Markup {
  const { events, loss, target } = data
  if (events.length === 0) return tag('p', {}, 'There is no generation yet.')
  const start = events.findIndex(({ phase }) => phase === 'finetune')
  const whole: Chart = {
    ...fitnessChart(data, 0),
    id: 'fitness',
    title: loss,
    target,
    divide: start > 0 ? { at: events[start - 1]!.evaluations, name: 'fine-tuning' } : undefined,
  }
  const tuning: Chart[] =
    start > 0 ? [{ ...fitnessChart(data, start), id: 'finetune', title: `${loss} while fine-tuning` }] : []
  const small = smallCharts(data)
  return (
    [whole, ...tuning].map(chartMarkup).join('') +
    (small.length === 0 ? '' : tag('div', { class: 'charts' }, ...small.map(chartMarkup)))
  )
}

/** @param first the row that it begins with */
function fitnessChart({ events, gradient, record }: ReportData, first: number): Omit<Chart, 'id' | 'title'> {
  const evolved = ({ phase }: GenerationEvent): boolean => !gradient && phase === 'train'
  const shown = events.slice(first)
  const all: (Series | null)[] = [
    series(shown, 'median', 'median', (event) => (evolved(event) ? event.median : null)),
    series(shown, 'each epoch', 'epoch', (event) => (evolved(event) ? null : event.median)),
    series(shown, 'validation', 'validation', ({ validation }) => validation),
    series(shown, 'best', 'best', ({ champion }) => champion),
  ]
  const edge = (side: 0 | 1): Float64Array =>
    Float64Array.from(shown, (event) => (evolved(event) ? event.spread?.[side] : null) ?? Number.NaN)
  const [better, worse] = [edge(0), edge(1)]
  const band = {
    name: 'quartiles',
    low: better.map((value, row) => Math.min(value, worse[row]!)),
    high: better.map((value, row) => Math.max(value, worse[row]!)),
  }
  return {
    ...axis(events, first, events.length),
    series: all.filter((one) => one !== null),
    band: band.low.some(Number.isFinite) ? band : undefined,
    scale: record.direction === 'minimize' ? 'log' : 'linear',
  }
}

/** A chart a figure, over the part of the run that has it. */
function smallCharts({ events, gradient }: ReportData): Chart[] {
  const names = [...new Set(events.flatMap(({ strategy }) => Object.keys(strategy)))]
  const diversity = series(events, 'diversity', 'other', (event) =>
    event.phase === 'train' ? event.diversity : null,
  )
  const figures = names.slice(0, MOST_FIGURES).map((name, i) => ({
    id: `strategy-${i}`,
    title: titles[name] ?? name,
    one: series(events, name, 'other', ({ strategy }) => strategy[name]),
  }))
  return [
    { id: 'diversity', title: 'diversity: spread of a gene', one: gradient ? null : diversity },
    ...figures,
  ].flatMap(({ id, title, one }): Chart[] => {
    if (one === null) return []
    const first = one.values.findIndex(Number.isFinite)
    const end = one.values.findLastIndex(Number.isFinite) + 1
    const values = one.values.subarray(first, end)
    return [
      { id, title, ...axis(events, first, end), series: [{ ...one, values }], scale: 'linear', small: true },
    ]
  })
}

const titles: Readonly<Record<string, string>> = {
  sigma: 'sigma: step size',
  learningRate: 'learning rate',
  batchLoss: 'loss over the batches of an epoch',
}

/** Evaluations and generations of the rows from `first` to before `end`. */
function axis(
  events: readonly GenerationEvent[],
  first: number,
  end: number,
): Pick<Chart, 'x' | 'from' | 'generations'> {
  const shown = events.slice(first, end)
  return {
    x: Float64Array.from(shown, ({ evaluations }) => evaluations),
    from: events[first - 1]?.evaluations ?? 0,
    generations: Float64Array.from(shown, ({ generation }) => generation),
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
