import {
  type CurveData,
  fitnessLines,
  phaseLabel,
  pointsOf,
  spreadLabel,
  stepsOf,
  valuesOf,
} from './curves.ts'
import { drawable } from './drawable.ts'
import { figure } from './figure.ts'
import type { LegendItem } from './legend.ts'
import { band } from './marks/band.ts'
import { divide } from './marks/divide.ts'
import { dot } from './marks/dot.ts'
import { line } from './marks/line.ts'
import type { FrameMark } from './marks/mark.ts'
import { rule } from './marks/rule.ts'
import { formatSignificant, listed, plural } from './number.ts'
import { MEDIAN, ROLE_COLOURS, SOFT_INK } from './palette.ts'
import { evaluationsAxis, linearAndLog, targetLabel } from './panels.ts'
import { phaseScale } from './phase-scale.ts'
import { toPng } from './raster.ts'

/** A run, and the text around its curves. */
export interface LossCurve {
  readonly title: string
  readonly subtitle?: string | undefined
  /** Names the y axis: the loss or score, with its unit if it has one. */
  readonly fitnessLabel: string
  /** The fitness at which the run was to stop, drawn as a dashed line. */
  readonly target?: number | undefined
  readonly curves: CurveData
}

/** Lines that end in a dot. */
const ending: ReadonlySet<string> = new Set(['best', 'validation'])

/**
 * Fitness against evaluations, side by side on a linear and a logarithmic scale.
 *
 * @param zoom device pixels for each of the picture's 960 pixels across
 * @returns a PNG file
 */
export function drawLossCurve(run: LossCurve, zoom = 2): Buffer {
  return toPng(lossCurveSvg(run), zoom)
}

/** The same picture before it is rasterised. */
export function lossCurveSvg({ title, subtitle, fitnessLabel, target, curves }: LossCurve): string {
  const { rows, phases } = curves
  const lines = fitnessLines(rows).map((own) => ({ ...own, points: pointsOf(rows, own.measure) }))
  const [low, high] = [valuesOf(rows, 'low'), valuesOf(rows, 'high')]
  const hasSpread = low.some(drawable)
  const colourOf = ({ role }: Pick<(typeof lines)[number], 'role'>): string => ROLE_COLOURS[role]

  const marks: FrameMark[] = []
  const legend = lines.map(
    ({ role, label }): LegendItem => ({
      label,
      colour: ROLE_COLOURS[role],
      swatch: role === 'best' ? 'bold' : 'line',
    }),
  )
  legend.reverse()
  if (hasSpread) {
    const intervals = rows.map(({ evaluations }, i) => ({ x: evaluations, low: low[i]!, high: high[i]! }))
    marks.push(band(intervals, MEDIAN, 0.25))
    legend.push({ label: spreadLabel, colour: MEDIAN, swatch: 'band' })
  }
  if (target !== undefined) {
    marks.push(rule(target, SOFT_INK))
    legend.push({ label: targetLabel(target), colour: SOFT_INK, swatch: 'dash' })
  }
  for (const phase of phases.slice(1)) marks.push(divide(phase.fromEvaluations, phaseLabel(phase), SOFT_INK))
  for (const own of lines) marks.push(line(own.points, { colour: colourOf(own), width: own.width }))
  for (const own of lines.filter(({ role }) => ending.has(role))) {
    const last = own.points.findLast(({ x, y }) => drawable(x) && drawable(y))
    if (last !== undefined) marks.push(dot(last, colourOf(own), 3.5))
  }

  const starts = phases.slice(1).map(({ fromEvaluations }) => fromEvaluations)
  const axis = evaluationsAxis(rows.map(({ evaluations }) => evaluations))
  const broken = phaseScale(starts, axis.extent, [0, 400]).stretches.length > 1
  return figure({
    title,
    subtitle,
    caption: caption(curves) + (broken ? `. ${brokenAxis}` : ''),
    x: { ...axis, phases: starts },
    legend: rows.length === 0 ? [] : legend,
    panels: linearAndLog({
      label: fitnessLabel,
      values: [
        ...lines.flatMap(({ points }) => points.map(({ y }) => y)),
        ...(target === undefined ? [] : [target]),
      ],
      wishes: [...low, ...high],
      marks,
    }),
  })
}

/** Said where a phase would be too narrow otherwise. */
const brokenAxis = 'The epochs have a scale of their own'

function caption({ rows, phases }: CurveData): string {
  const last = rows.at(-1)
  if (last === undefined) return ''
  const done = [
    ...stepsOf(phases, last.generation).map(({ unit, count }) => plural(count, unit)),
    plural(Math.round(last.evaluations), 'evaluation'),
  ]
  const validation = rows.findLast((row) => row.validation !== null)?.validation ?? null
  const ends = [
    ['best', last.champion],
    ['validation', validation],
    ['median', last.median],
  ] as const
  const figures = ends.flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${formatSignificant(value)}`],
  )
  return `After ${listed(done)}${figures.length === 0 ? '' : `: ${figures.join(', ')}`}`
}
