import { quantile } from '../math/quantile.ts'
import type { DataPoint } from './data-point.ts'
import { drawable } from './drawable.ts'
import { figure } from './figure.ts'
import type { LegendItem } from './legend.ts'
import { dot } from './marks/dot.ts'
import { line } from './marks/line.ts'
import type { FrameMark } from './marks/mark.ts'
import { rule } from './marks/rule.ts'
import { medianRun } from './median-run.ts'
import { formatSignificant, plural } from './number.ts'
import { INK, runColours, SOFT_INK } from './palette.ts'
import { evaluationsAxis, linearAndLog, targetLabel } from './panels.ts'
import { toPng } from './raster.ts'

/** Several runs of one config. */
export interface RepeatCurves {
  readonly title: string
  readonly subtitle?: string | undefined
  /** Names the y axis: the loss or score, with its unit if it has one. */
  readonly fitnessLabel: string
  /** The fitness at which the runs were to stop, drawn as a dashed line. */
  readonly target?: number | undefined
  readonly runs: readonly {
    /** In the legend: `seed 3`. */
    readonly label: string
    /** The champion's fitness over evaluations. */
    readonly points: readonly DataPoint[]
  }[]
}

/** With more runs, the legend names only the first and the last. */
const MOST_NAMED = 20

/**
 * The best fitness of each of several runs against evaluations, and their median in bold, side by side on a linear
 * and a logarithmic scale.
 *
 * @param zoom device pixels for each of the picture's 960 pixels across
 * @returns a PNG file
 */
export function drawRepeats(repeats: RepeatCurves, zoom = 2): Buffer {
  return toPng(repeatsSvg(repeats), zoom)
}

/** The same picture before it is rasterised. */
export function repeatsSvg({ title, subtitle, fitnessLabel, target, runs }: RepeatCurves): string {
  const curves = runs.map(({ points }) => points)
  const median = medianRun(curves)
  const ends = curves.flatMap((curve) => curve.findLast(({ x, y }) => drawable(x) && drawable(y)) ?? [])
  const colours = runColours(runs.length)

  const marks: FrameMark[] = []
  const legend: LegendItem[] = [{ label: 'median', colour: INK, swatch: 'bold' }]
  if (target !== undefined) {
    marks.push(rule(target, SOFT_INK))
    legend.push({ label: targetLabel(target), colour: SOFT_INK, swatch: 'dash' })
  }
  curves.forEach((curve, i) => {
    marks.push(line(curve, { colour: colours[i]!, width: 1.25, opacity: 0.85 }))
    const named = runs.length <= MOST_NAMED || i === 0 || i === runs.length - 1
    if (named) legend.push({ label: runs[i]!.label, colour: colours[i]!, swatch: 'line' })
  })
  marks.push(line(median, { colour: 'white', width: 4.5, opacity: 0.7 }))
  marks.push(line(median, { colour: INK, width: 2.5 }))
  curves.forEach((curve, i) => {
    const end = curve.findLast(({ x, y }) => drawable(x) && drawable(y))
    if (end !== undefined) marks.push(dot(end, colours[i]!, 3))
  })

  return figure({
    title,
    subtitle,
    caption: caption(
      runs.length,
      ends.map(({ y }) => y),
    ),
    x: evaluationsAxis(curves.flatMap((curve) => curve.map(({ x }) => x))),
    legend: ends.length === 0 ? [] : legend,
    panels: linearAndLog({
      label: fitnessLabel,
      values: [
        ...curves.flatMap((curve) => curve.map(({ y }) => y)),
        ...(target === undefined ? [] : [target]),
      ],
      marks,
    }),
  })
}

function caption(runs: number, ends: readonly number[]): string {
  if (ends.length === 0) return ''
  const [low, lower, middle, upper, high] = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    formatSignificant(quantile(ends, share)),
  )
  return `Best at the end of ${plural(runs, 'run')}: median ${middle}, quartiles ${lower} to ${upper}, range ${low} to ${high}`
}
