import type { GenerationEvent, Phase, Unit } from '../run/events.ts'
import type { DataPoint } from './data-point.ts'

/**
 * From the events of a run to its curves. Everything that draws a run reads this: the pictures, the report and the live
 * page. The data are plain and survive JSON; this module runs in a browser too.
 */

/** A phase of a run, and the place on the curves where it begins. */
export interface CurvePhase {
  readonly phase: Phase
  /** What a row of this phase is. */
  readonly unit: Unit
  /** Evaluations of the whole run when the phase began. */
  readonly from: number
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

/** A generation or an epoch; or several that share a row, see {@link RunCurves}. Null where there is no finite number. */
export interface CurveRow extends Readonly<Record<Measure, number | null>> {
  /** The index of its phase. */
  readonly phase: number
  /** Evaluations since the start of the run. */
  readonly evaluations: number
  /** Generations and epochs since the start of the run, 1 for the first. */
  readonly generation: number
  /** The strategy's own figures, in the order of `figureNames`; shorter where the later ones have no value. */
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

/**
 * Collects curves from events, one at a time.
 *
 * With a limit, a run of any length fits in bounded memory: each row stands for `stride` generations of one phase, and
 * the stride doubles when there are too many rows. A shared row has the values of its last generation and the widest
 * spread of all of them.
 */
export class RunCurves implements CurveData {
  private readonly limit: number
  private readonly knownPhases: CurvePhase[] = []
  private readonly knownFigures: string[] = []
  private kept: CurveRow[] = []
  private stride = 1
  /** Generations in the last row. */
  private filled = 0
  /** The first row that changed since `news`. */
  private changed = 0

  /** @param limit rows to keep at most, at least 2; one more for each phase after the first. Default: all */
  constructor(limit: number = Number.POSITIVE_INFINITY) {
    this.limit = limit
  }

  get phases(): readonly CurvePhase[] {
    return this.knownPhases
  }

  get figureNames(): readonly string[] {
    return this.knownFigures
  }

  get rows(): readonly CurveRow[] {
    return this.kept
  }

  add(event: GenerationEvent): void {
    const row = this.rowOf(event)
    const last = this.kept.length - 1
    const before = this.kept[last]
    if (before !== undefined && before.phase === row.phase && this.filled < this.stride) {
      this.kept[last] = merged(before, row)
      this.changed = Math.min(this.changed, last)
      this.filled += 1
      return
    }
    if (this.kept.length >= this.limit + this.knownPhases.length - 1) this.halve()
    this.kept.push(row)
    this.filled = 1
  }

  /** What changed since the last call: all rows from `from` on. A reader replaces its rows from there. */
  news(): { readonly from: number; readonly rows: readonly CurveRow[] } {
    const from = this.changed
    this.changed = this.kept.length
    return { from, rows: this.kept.slice(from) }
  }

  private rowOf(event: GenerationEvent): CurveRow {
    const { unit, spread, evaluations, generation } = event
    const evolves = unit === 'generation'
    const quartiles = evolves && spread !== null ? spread : [null, null]
    return {
      phase: this.phaseOf(event),
      evaluations,
      generation,
      best: finite(event.best),
      champion: finite(event.champion),
      validation: finite(event.validation),
      median: evolves ? finite(event.median) : null,
      low: finite(extreme(Math.min, quartiles[0], quartiles[1])),
      high: finite(extreme(Math.max, quartiles[0], quartiles[1])),
      current: evolves ? null : finite(event.median),
      diversity: evolves ? finite(event.diversity) : null,
      figures: this.figuresOf(event),
    }
  }

  private phaseOf({ phase, unit, phaseStart }: GenerationEvent): number {
    const last = this.knownPhases.at(-1)
    if (last?.phase !== phase || last.fromGeneration !== phaseStart.generation) {
      const { evaluations: from, generation: fromGeneration } = phaseStart
      this.knownPhases.push({ phase, unit, from, fromGeneration })
    }
    return this.knownPhases.length - 1
  }

  private figuresOf({ strategy }: GenerationEvent): (number | null)[] {
    for (const name of Object.keys(strategy)) {
      if (!this.knownFigures.includes(name)) this.knownFigures.push(name)
    }
    return this.knownFigures.map((name) => finite(strategy[name] ?? null))
  }

  /** Merges pairs of rows; the last row of a phase may stay alone. */
  private halve(): void {
    const halved: CurveRow[] = []
    let open = false
    for (const row of this.kept) {
      const before = halved.at(-1)
      if (open && before !== undefined && before.phase === row.phase) {
        halved[halved.length - 1] = merged(before, row)
        open = false
      } else {
        halved.push(row)
        open = true
      }
    }
    this.kept = halved
    this.stride *= 2
    this.changed = 0
  }
}

/** The curves of a run that was read. */
export function curvesOf(events: Iterable<GenerationEvent>): RunCurves {
  const curves = new RunCurves()
  for (const event of events) curves.add(event)
  return curves
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
  { measure: 'median', label: 'median', role: 'median', width: 1.5 },
  { measure: 'current', label: 'each epoch', role: 'epoch', width: 1 },
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

/** The later row, with the spread of both. */
function merged(before: CurveRow, after: CurveRow): CurveRow {
  return {
    ...after,
    low: extreme(Math.min, before.low, after.low),
    high: extreme(Math.max, before.high, after.high),
  }
}

function extreme(
  of: (a: number, b: number) => number,
  one: number | null,
  other: number | null,
): number | null {
  if (one === null) return other
  return other === null ? one : of(one, other)
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
