import type { DataPoint } from './data-point.ts'
import { figure } from './figure.ts'
import type { LegendItem } from './legend.ts'
import { band, type Interval } from './marks/band.ts'
import { divide } from './marks/divide.ts'
import { dot } from './marks/dot.ts'
import { line } from './marks/line.ts'
import type { Mark } from './marks/mark.ts'
import { rule } from './marks/rule.ts'
import { formatSignificant, plural } from './number.ts'
import { BEST, EPOCH, MEDIAN, SOFT_INK, VALIDATION } from './palette.ts'
import { evaluationsAxis, linearAndLog, targetLabel } from './panels.ts'
import { toPng } from './raster.ts'
import { drawable } from './scale.ts'

/** One generation of a run, as the pictures need it. NaN and infinities leave gaps. */
export interface CurvePoint {
  readonly generation: number
  /** Evaluations so far. */
  readonly evaluations: number
  readonly best: number
  /** Of the population; undefined for an epoch of gradient descent, which has none. */
  readonly median?: number | undefined
  /** The present weights of a gradient descent, good or bad. */
  readonly current?: number | undefined
  /** The spread of the population, drawn as a band: quartiles, say. */
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** The champion on the validation part; undefined where it was not evaluated. */
  readonly validation?: number | undefined
}

export interface CurveRun {
  readonly title: string
  readonly subtitle?: string | undefined
  /** Names the y axis: the loss or score, with its unit if it has one. */
  readonly fitnessLabel: string
  /** What `low` and `high` are, for the legend; default `spread`. */
  readonly spreadLabel?: string | undefined
  /** The fitness at which the run was to stop, drawn as a dashed line. */
  readonly target?: number | undefined
  /** The evaluations at which fine-tuning began; undefined where there was none. */
  readonly finetunedFrom?: number | undefined
  /** In the order of the generations. */
  readonly points: readonly CurvePoint[]
}

/**
 * Fitness against evaluations, side by side on a linear and a logarithmic scale.
 *
 * @param zoom device pixels for each of the picture's 960 pixels across
 * @returns a PNG file
 */
export function drawLossCurve(run: CurveRun, zoom = 2): Buffer {
  return toPng(lossCurveSvg(run), zoom)
}

/** The same picture before it is rasterised. */
export function lossCurveSvg(run: CurveRun): string {
  const { points, target } = run
  const best = points.map(({ evaluations, best }) => ({ x: evaluations, y: best }))
  const series = (of: (point: CurvePoint) => number | undefined): DataPoint[] =>
    points.flatMap((point) => {
      const y = of(point)
      return y === undefined ? [] : [{ x: point.evaluations, y }]
    })
  const median = series((point) => point.median)
  const current = series((point) => point.current)
  const validation = series((point) => point.validation)
  const spread = points.map(
    ({ evaluations, low = Number.NaN, high = Number.NaN }): Interval => ({ x: evaluations, low, high }),
  )
  const hasSpread = spread.some(({ low, high }) => drawable(low) && drawable(high))

  const marks: Mark[] = []
  const legend: LegendItem[] = [{ label: 'best', colour: BEST, swatch: 'bold' }]
  if (validation.length > 0) legend.push({ label: 'validation', colour: VALIDATION, swatch: 'line' })
  if (median.length > 0) legend.push({ label: 'median', colour: MEDIAN, swatch: 'line' })
  if (hasSpread) {
    marks.push(band(spread, MEDIAN, 0.25))
    legend.push({ label: run.spreadLabel ?? 'spread', colour: MEDIAN, swatch: 'band' })
  }
  if (target !== undefined) {
    marks.push(rule(target, SOFT_INK))
    legend.push({ label: targetLabel(target), colour: SOFT_INK, swatch: 'dash' })
  }
  if (current.length > 0) legend.push({ label: 'each epoch', colour: EPOCH, swatch: 'line' })
  if (run.finetunedFrom !== undefined) marks.push(divide(run.finetunedFrom, 'fine-tuning', SOFT_INK))
  marks.push(line(median, { colour: MEDIAN, width: 1.5 }))
  marks.push(line(current, { colour: EPOCH, width: 1 }))
  marks.push(line(validation, { colour: VALIDATION, width: 1.5 }))
  marks.push(line(best, { colour: BEST, width: 2.25 }))
  for (const [curve, colour] of [
    [validation, VALIDATION],
    [best, BEST],
  ] as const) {
    const last = curve.findLast(({ x, y }) => drawable(x) && drawable(y))
    if (last !== undefined) marks.push(dot(last, colour, 3.5))
  }

  return figure({
    title: run.title,
    subtitle: run.subtitle,
    caption: caption(points),
    x: evaluationsAxis(points.map(({ evaluations }) => evaluations)),
    legend: points.length === 0 ? [] : legend,
    panels: linearAndLog({
      label: run.fitnessLabel,
      values: [
        ...ys(best),
        ...ys(median),
        ...ys(current),
        ...ys(validation),
        ...(target === undefined ? [] : [target]),
      ],
      wishes: spread.flatMap(({ low, high }) => [low, high]),
      marks,
    }),
  })
}

function ys(points: readonly DataPoint[]): number[] {
  return points.map(({ y }) => y)
}

function caption(points: readonly CurvePoint[]): string {
  const last = points.at(-1)
  if (last === undefined) return ''
  const epochs = points.filter(({ current }) => current !== undefined).length
  const generations = last.generation - epochs
  const validation = points.findLast((point) => point.validation !== undefined)?.validation
  const steps = [
    ...(generations > 0 || epochs === 0 ? [plural(generations, 'generation')] : []),
    ...(epochs > 0 ? [plural(epochs, 'epoch')] : []),
    plural(Math.round(last.evaluations), 'evaluation'),
  ]
  const figures = [
    `best ${formatSignificant(last.best)}`,
    ...(validation === undefined ? [] : [`validation ${formatSignificant(validation)}`]),
    ...(last.median === undefined ? [] : [`median ${formatSignificant(last.median)}`]),
  ]
  return `After ${listed(steps)}: ${figures.join(', ')}`
}

/** `a and b`, `a, b and c`. */
function listed(parts: readonly string[]): string {
  return [parts.slice(0, -1).join(', '), parts.at(-1)!].join(' and ')
}
