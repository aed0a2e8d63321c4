import type { CurveRow } from '../report/curves.ts'
import type { CurveNews, Facts, LiveStatus, RunHistory, RunPosition, RunUpdate } from './messages.ts'
import { type PaceMark, RecentPace } from './recent-pace.ts'

/** The run's state on the dashboard's thread: the full history for a new page, and updates for the others. */
export class LiveRun {
  private readonly facts: Facts
  private readonly pace: RecentPace
  private current: LiveStatus
  private curves: Omit<CurveNews, 'from' | 'rows'> = { phases: [], figureNames: [] }
  private rows: CurveRow[] = []
  /** The first row that changed since the last update. */
  private changedFrom = 0

  constructor(facts: Facts) {
    this.facts = facts
    this.pace = new RecentPace(facts.workers)
    this.current = {
      ...{ state: 'training', phase: 'train', unit: facts.unit, count: 0, evaluations: 0 },
      ...{ best: null, validation: null, failures: 0, elapsedMs: 0, rate: null, busy: null },
      ...{ done: null, figures: [], machines: [], ending: null },
    }
  }

  get status(): LiveStatus {
    return this.current
  }

  advance(position: RunPosition, { from, rows, ...curves }: CurveNews, mark: PaceMark): void {
    this.pace.take(mark)
    const { rate, busy } = this.pace
    this.current = { ...this.current, ...position, rate, busy }
    this.curves = curves
    this.rows.splice(from, this.rows.length, ...rows)
    this.changedFrom = Math.min(this.changedFrom, from)
  }

  change(part: Pick<LiveStatus, 'state'> & Partial<Pick<LiveStatus, 'ending'>>): void {
    this.current = { ...this.current, ...part }
  }

  /** What changed since the last update. */
  update(): RunUpdate {
    const from = this.changedFrom
    this.changedFrom = this.rows.length
    return { status: this.current, curves: { ...this.curves, from, rows: this.rows.slice(from) } }
  }

  history(): RunHistory {
    const { facts, current: status, curves, rows } = this
    return { facts, status, curves: { ...curves, from: 0, rows } }
  }
}
