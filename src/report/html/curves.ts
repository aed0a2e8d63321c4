import type { Direction } from '../../math/direction.ts'
import { shortened } from '../../shown-text.ts'
import { ownValue } from '../../value-path.ts'
import {
  type CurveData,
  type CurvePhase,
  type CurveRow,
  figureValuesOf,
  fitnessLines,
  phaseLabel,
  placeOf,
  spreadLabel,
  valuesOf,
} from '../curves.ts'
import { chartMarkup } from './chart.ts'
import type { ChartSeries, CurveChart } from './curve-chart.ts'
import { type Markup, tag } from './markup.ts'

/** Figures of the strategy and the fitness beyond so many are not drawn. */
const mostFigures = 24

/** What the curves are of. */
interface FitnessLabels {
  /** Names the fitness. */
  readonly fitnessName: string
  readonly target?: number | undefined
  readonly direction: Direction
}

/**
 * The fitness of the run, once more for each phase after the first, and below that small charts of the diversity and of
 * the strategy's own figures.
 */
export function curvesMarkup(curves: CurveData, { fitnessName, target, direction }: FitnessLabels): Markup {
  const { rows, phases } = curves
  if (rows.length === 0) return tag('p', {}, 'There is no generation yet.')
  const whole: CurveChart = {
    ...fitnessChart(rows, 0, curves, direction),
    id: 'fitness',
    title: fitnessName,
    target,
    dividers: phases.slice(1).map((phase) => ({ at: phase.fromEvaluations, name: phaseLabel(phase) })),
  }
  const later = phases.slice(1).map((phase, i): CurveChart => {
    const own = rows.filter((row) => row.phase === i + 1)
    const title = `${fitnessName} while ${phaseLabel(phase)}`
    return { ...fitnessChart(own, phase.fromEvaluations, curves, direction), id: phase.phase, title }
  })
  const small = smallCharts(curves)
  return (
    [whole, ...later].map(chartMarkup).join('') +
    (small.length === 0 ? '' : tag('div', { class: 'charts' }, ...small.map(chartMarkup)))
  )
}

/** @param from where the x axis begins */
function fitnessChart(
  rows: readonly CurveRow[],
  from: number,
  { phases }: CurveData,
  direction: Direction,
): Omit<CurveChart, 'id' | 'title'> {
  const [low, high] = [valuesOf(rows, 'low'), valuesOf(rows, 'high')]
  // A log scale would say of a run without a champion that nothing is above zero.
  const positive = rows.some(({ champion }) => champion !== null && champion > 0)
  return {
    ...axis(rows, from, phases),
    series: fitnessLines(rows).map(({ measure, label, role }) => ({
      name: label,
      role,
      values: valuesOf(rows, measure),
    })),
    band: low.some(Number.isFinite) ? { name: spreadLabel, low, high } : undefined,
    scale: direction === 'minimize' && positive ? 'log' : 'linear',
  }
}

/** A chart for each figure, over the part of the run that has it. */
function smallCharts({ rows, figureNames, phases }: CurveData): CurveChart[] {
  const figures = figureNames.slice(0, mostFigures).map((name, i) => ({
    id: `strategy-${i}`,
    title: shortened(ownValue(titles, name) ?? name),
    name: shortened(name),
    values: figureValuesOf(rows, i),
  }))
  const title = 'diversity: spread of a gene'
  const diversity = { id: 'diversity', title, name: 'diversity', values: valuesOf(rows, 'diversity') }
  return [diversity, ...figures].flatMap(({ id, title, name, values }): CurveChart[] => {
    const first = values.findIndex(Number.isFinite)
    if (first < 0) return []
    const end = values.findLastIndex(Number.isFinite) + 1
    const series: ChartSeries[] = [{ name, role: 'other', values: values.subarray(first, end) }]
    const from = rows[first - 1]?.evaluations ?? 0
    return [
      { id, title, ...axis(rows.slice(first, end), from, phases), series, scale: 'linear', small: true },
    ]
  })
}

const titles: Readonly<Record<string, string>> = {
  sigma: 'sigma: step size',
  learningRate: 'learning rate',
  batchLoss: 'loss over the batches of an epoch',
  failures: 'failures: individuals without a fitness',
}

function axis(
  rows: readonly CurveRow[],
  from: number,
  phases: readonly CurvePhase[],
): Pick<CurveChart, 'x' | 'from' | 'placeOf'> {
  return {
    x: Float64Array.from(rows, ({ evaluations }) => evaluations),
    from,
    placeOf: (row) => placeOf(rows[row]!.generation, phases),
  }
}
