import type { Phase, Unit } from '../run/events.ts'
import type { DataPoint } from './data-point.ts'
import { formatCount } from './number.ts'

/**
 * The curves of a run: what the pictures, the report and the live page draw. `RunCurves` collects them from events. They
 * are plain data and survive JSON, and this module runs in a browser too.
 */

/** A phase of a run, and the place on the curves where it begins. */
export interface CurvePhase {
  readonly phase: Phase
  /** What a row of this phase is. */
  readonly unit: Unit
  /** Evaluations of the whole run when the phase began. */
  readonly fromEvaluations: number
  /** Generations and epochs of the whole run when the phase began. */
  readonly fromGeneration: number
}

/** What a run measures at each row. Fitness is in the task's own direction. */
export type Measure =
  /** The best fitness of this generation. */
  | 'best'
  /** The champion's fitness: the best so far. */
  | 'champion'
  /** The champion's fitness on the validation part. */
  | 'validation'
  /** The median fitness of the population; null for an epoch. */
  | 'median'
  /** The quartiles of the population, low ≤ high; null for an epoch. */
  | 'low'
  | 'high'
  /** The fitness of the current weights of a gradient descent; null for a generation. */
  | 'current'
  /** The standard deviation of a gene over the population; null for an epoch. */
  | 'diversity'

/** A generation or an epoch; or several that share a row, see `RunCurves`. Null where there is no finite number. */
export interface CurveRow extends Readonly<Record<Measure, number | null>> {
  /** The index of its phase. */
  readonly phase: number
  /** Evaluations since the start of the run. */
  readonly evaluations: number
  /** Generations and epochs since the start of the run, 1 for the first. */
  readonly generation: number
  /** The strategy's own figures, and those that the fitness reported, in the order of `figureNames`; shorter where the later ones have no value. */
  readonly figures: readonly (number | null)[]
}

/** The curves of a run as plain data. */
export interface CurveData {
  /** In their order; empty before the first row. */
  readonly phases: readonly CurvePhase[]
  /** In the order in which they first appear: `sigma`, `learningRate` and so on. */
  readonly figureNames: readonly string[]
  /** Ascending in evaluations. */
  readonly rows: readonly CurveRow[]
}

/** One measure of every row; NaN where there is none. */
export function valuesOf(rows: readonly CurveRow[], measure: Measure): Float64Array {
  return Float64Array.from(rows, (row) => row[measure] ?? Number.NaN)
}

/** One of the strategy's figures of every row; NaN where there is none. @param index in `figureNames` */
export function figureValuesOf(rows: readonly CurveRow[], index: number): Float64Array {
  return Float64Array.from(rows, ({ figures }) => figures[index] ?? Number.NaN)
}

/** One measure over evaluations; NaN, which breaks a line, where there is none. */
export function pointsOf(rows: readonly CurveRow[], measure: Measure): DataPoint[] {
  return rows.map((row) => ({ x: row.evaluations, y: row[measure] ?? Number.NaN }))
}

/** A line of a fitness chart. */
export interface CurveLine {
  readonly measure: Measure
  /** Stands in the legend. */
  readonly label: string
  readonly role: CurveRole
  /** Pixels. */
  readonly width: number
}

/** What a line is about, which decides its colour. */
export type CurveRole = 'best' | 'median' | 'validation' | 'epoch' | 'other'

const lines: readonly CurveLine[] = [
  { measure: 'current', label: 'each epoch', role: 'epoch', width: 1 },
  { measure: 'median', label: 'median', role: 'median', width: 1.5 },
  { measure: 'validation', label: 'validation', role: 'validation', width: 1.5 },
  { measure: 'champion', label: 'best', role: 'best', width: 2.25 },
]

/** The lines of a fitness chart that have a value, in the order in which they are drawn: the best comes last, on top. */
export function fitnessLines(rows: readonly CurveRow[]): CurveLine[] {
  return lines.filter(({ measure }) => rows.some((row) => row[measure] !== null))
}

/** What the band between `low` and `high` is called. */
export const spreadLabel = 'quartiles'

/** What a phase is called on a chart. */
export function phaseLabel({ phase }: Pick<CurvePhase, 'phase'>): string {
  return phase === 'finetune' ? 'fine-tuning' : 'training'
}

/** Steps of one unit that a run has done. */
export interface DoneSteps {
  readonly unit: Unit
  readonly count: number
}

/** The generations and the epochs that a run has done, if any. @param generation the last one, since the start of the run */
export function stepsOf(phases: readonly CurvePhase[], generation: number): DoneSteps[] {
  const steps = { generation: 0, epoch: 0 }
  for (const [i, { unit, fromGeneration }] of phases.entries()) {
    steps[unit] += (phases[i + 1]?.fromGeneration ?? generation) - fromGeneration
  }
  return (['generation', 'epoch'] as const)
    .map((unit) => ({ unit, count: steps[unit] }))
    .filter(({ count }) => count > 0)
}

/**
 * Names a generation or epoch: `generation 12`, `fine-tuning epoch 3`.
 * @param generation since the start of the run, from 1
 */
export function placeOf(generation: number, phases: readonly CurvePhase[]): string {
  const own = phases.findLast(({ fromGeneration }) => fromGeneration < generation) ?? phases[0]
  const place = `${own?.unit ?? 'generation'} ${formatCount(generation - (own?.fromGeneration ?? 0))}`
  return own === undefined || own === phases[0] ? place : `${phaseLabel(own)} ${place}`
}
