import type { GenerationEvent } from '../run/events.ts'
import type { MetricsLine } from '../run/folder/metrics-line.ts'
import { shortened } from '../shown-text.ts'
import type { CurveData, CurvePhase, CurveRow } from './curves.ts'

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
      const { evaluations: fromEvaluations, generation: fromGeneration } = phaseStart
      this.knownPhases.push({ phase, unit, fromEvaluations, fromGeneration })
    }
    return this.knownPhases.length - 1
  }

  private figuresOf(event: GenerationEvent): (number | null)[] {
    const figures = figuresOf(event)
    for (const name of figures.keys()) if (!this.knownFigures.includes(name)) this.knownFigures.push(name)
    return this.knownFigures.map((name) => finite(figures.get(name) ?? this.missing(name)))
  }

  /** Generations without failures after the first one that has some have none. */
  private missing(name: string): number | null {
    return name === failuresName ? 0 : null
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

/** The curves of a run that was read. Where generations are left out, failures are their mean since the line before. */
export function curvesOf(lines: Iterable<MetricsLine>): RunCurves {
  const curves = new RunCurves()
  let before = 0
  for (const line of lines) {
    const { generation, failures, failuresSince = failures } = line
    const passed = Math.max(1, generation - before)
    curves.add(passed === 1 ? line : { ...line, failures: failuresSince / passed })
    before = generation
  }
  return curves
}

/** The name of the figure that counts failed individuals. */
const failuresName = 'failures'
/** Characters of a name that the user's own fitness gave to a figure. */
const longestName = 80

/**
 * The figures of an event by name: those of the strategy, those that the fitness reported, and failures if there are any.
 */
export function figuresOf({ strategy, metrics = {}, failures, unit }: GenerationEvent): Map<string, number> {
  const figures = new Map(Object.entries(strategy))
  for (const [long, value] of Object.entries(metrics)) {
    let free = shortened(long, longestName)
    while (figures.has(free) || free === failuresName) free = `${free} of the fitness`
    figures.set(free, value)
  }
  if (failures > 0 && unit === 'generation') figures.set(failuresName, failures)
  return figures
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
