import { quantile } from '../math/quantile.ts'
import { dashesOf } from './dashes.ts'
import type { DataPoint } from './data-point.ts'
import { thinned } from './decimate.ts'
import { drawable } from './drawable.ts'
import type { EndLabel } from './end-labels.ts'
import { FRAME_HEIGHT, figure } from './figure.ts'
import type { LegendItem } from './legend.ts'
import { dot } from './marks/dot.ts'
import { line } from './marks/line.ts'
import type { FrameMark } from './marks/mark.ts'
import { rule } from './marks/rule.ts'
import { medianRun } from './median-run.ts'
import { formatSignificant, plural } from './number.ts'
import { contestantColours, SOFT_INK } from './palette.ts'
import { evaluationsAxis, linearAndLog, targetLabel } from './panels.ts'
import { toPng } from './raster.ts'
import { makeScale } from './scale.ts'

/** The runs of several strategies. */
export interface ComparisonCurves {
  readonly title: string
  readonly subtitle?: string | undefined
  /** Names the y axis: the loss or score, with its unit if it has one. */
  readonly fitnessLabel: string
  readonly xLabel: 'Evaluations →' | 'Seconds →'
  /** The fitness that counts as success, drawn as a dashed line. */
  readonly target?: number | undefined
  readonly contestants: readonly {
    /** In the legend: `ga`. */
    readonly label: string
    /** A curve for each repeat, ascending in x; values that cannot be drawn leave gaps. */
    readonly runs: readonly (readonly DataPoint[])[]
  }[]
}

/** Columns that curves are thinned to before they are drawn: finer than the frames, which are about 400 pixels wide. */
const COLUMNS = 1000
/** A run that ends within this share of the width counts as complete: budgets end at a generation, not at a number. */
const EDGE = 0.02
/** More names have no room beside a frame. */
const mostNamed = 16

/**
 * Strategies side by side, on a linear and a logarithmic scale: each repeat is faint, the median of each strategy bold, and
 * dashed where another would hide it or has its colour.
 * A run that ended early ends with a dot; the median counts it with its last value up to the right edge.
 *
 * @param zoom device pixels for each of the picture's 960 pixels across
 * @returns a PNG file
 */
export function drawComparison(comparison: ComparisonCurves, zoom = 2): Buffer {
  return toPng(comparisonSvg(comparison), zoom)
}

/** The same picture before it is rasterised. */
export function comparisonSvg({ contestants, target, ...rest }: ComparisonCurves): string {
  const x = evaluationsAxis(contestants.flatMap(({ runs }) => runs.flatMap((run) => run.map(({ x }) => x))))
  const edge = x.extent[1]
  const curves = contestants.map(({ runs }) => runs.map((run) => thinned(run, edge / COLUMNS)))
  const medians = curves.map((runs) => medianTo(edge, runs))
  const values = curves.flat(2).map(({ y }) => y)
  const colours = contestantColours(contestants.length)
  const opacity = faintness(curves.flat().length)

  const frames = linearAndLog({
    label: rest.fitnessLabel,
    values: [...values, ...(target === undefined ? [] : [target])],
    marks: [],
  })
  const scales = frames.flatMap(({ y }) =>
    y === undefined ? [] : makeScale(y.kind, y.extent, [FRAME_HEIGHT, 0]),
  )
  const dashes = dashesOf(medians, colours, edge, scales)

  const legend: LegendItem[] = contestants.map(({ label }, c) => ({
    label,
    colour: colours[c]!,
    swatch: 'bold',
    dash: dashes[c],
  }))
  const goal: FrameMark[] = []
  if (target !== undefined) {
    goal.push(rule(target, SOFT_INK))
    legend.push({ label: targetLabel(target), colour: SOFT_INK, swatch: 'dash' })
  }
  const stops = curves.flatMap((runs, c) =>
    runs.flatMap((run) => {
      const end = stopBefore(edge, run)
      return end === undefined ? [] : [dot(end, colours[c]!, 1.75)]
    }),
  )
  const marks = [
    ...curves.flatMap((runs, c) => runs.map((run) => line(run, { colour: colours[c]!, width: 1, opacity }))),
    ...goal,
    ...stops,
    // Whole lines are below dashed ones: they are seen through the gaps.
    ...medians
      .map((median, c) => ({ median, stroke: { colour: colours[c]!, width: 2.5, dash: dashes[c] } }))
      .sort((one, other) => Number(one.stroke.dash !== undefined) - Number(other.stroke.dash !== undefined))
      .map(({ median, stroke }) => line(median, stroke)),
    ...medians.flatMap((median, c) => median.slice(-1).map((end) => dot(end, colours[c]!, 3.5))),
  ]
  const ends = medians.flatMap((median, c): EndLabel[] => {
    const end = median.at(-1)
    return end === undefined ? [] : [{ label: contestants[c]!.label, colour: colours[c]!, value: end.y }]
  })
  const named = ends.length > 0 && ends.length <= mostNamed

  return figure({
    title: rest.title,
    subtitle: rest.subtitle,
    caption: caption(
      contestants.map(({ runs }) => runs.length),
      medians.flatMap((median) => median.at(-1)?.y ?? []),
      stops.length > 0,
    ),
    x: { label: rest.xLabel, extent: x.extent },
    legend: medians.every(({ length }) => length === 0) ? [] : legend,
    panels: frames.map((frame, i) => ({
      ...frame,
      marks,
      ...(named && i === frames.length - 1 && { ends }),
    })),
  })
}

/** The opacity of a run: the ink of all runs together grows with the square root of their number. */
function faintness(runs: number): number {
  return Math.min(0.45, 1.8 / Math.sqrt(runs))
}

/** The last point of a run that stopped before the right edge. */
function stopBefore(edge: number, run: readonly DataPoint[]): DataPoint | undefined {
  const end = run.findLast(shown)
  return end !== undefined && end.x < edge * (1 - EDGE) ? end : undefined
}

/** The median of the runs, from where half of them have begun; level after the last one has ended. */
function medianTo(edge: number, runs: readonly (readonly DataPoint[])[]): DataPoint[] {
  const beginnings = runs.flatMap((run) => run.find(shown)?.x ?? [])
  const begun = quantile(beginnings, 0.5)
  const median = medianRun(runs).filter(({ x }) => x >= begun)
  const end = median.at(-1)
  return end === undefined || end.x >= edge ? median : [...median, { x: edge, y: end.y }]
}

function shown({ x, y }: DataPoint): boolean {
  return drawable(x) && drawable(y)
}

function caption(runs: readonly number[], ends: readonly number[], stopped: boolean): string {
  if (ends.length === 0) return ''
  const [least, most] = [Math.min(...runs), Math.max(...runs)]
  const each = runs.length > 1 ? ' each' : ''
  const count = least === most ? `${plural(most, 'run')}${each}` : `${least} to ${plural(most, 'run')}`
  const [low, high] = [0, 1].map((share) => formatSignificant(quantile(ends, share)))
  const where = ends.length === 1 ? `at the end ${low}` : `at the end from ${low} to ${high}`
  const stop = stopped ? ', with a dot where it ended early' : ''
  return most === 1 ? `${count}, ${where}` : `Bold: the median of ${count}, ${where}. Faint: every run${stop}`
}
