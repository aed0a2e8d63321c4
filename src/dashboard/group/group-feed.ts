import type { GenerationEvent } from '../../run/events.ts'
import { type PhaseStops, shareDone } from '../../run/phase-state.ts'
import { SketchedCurve } from './member-curve.ts'
import type { GroupNews, MemberProgress } from './messages.ts'

/** Messages are sent no more often than this. */
const everyMs = 100
/** Points of all curves together, and of a curve. */
const mostPoints = 40_000
const [leastEach, mostEach] = [24, 300]

/** What is needed to follow several trainings. */
export interface GroupFeedOptions {
  readonly trainings: number
  /** The stop criteria of each phase of a training. */
  readonly stopsOf: (training: number) => PhaseStops
  /** How many evaluations of the comparison one of a training counts as; 1 for repeats. */
  readonly unitOf: (training: number) => number
  readonly send: (news: GroupNews) => void
}

/** Collects what several trainings tell, and sends it to the dashboard's thread in few messages. */
export class GroupFeed {
  private readonly options: GroupFeedOptions
  private readonly progress: Map<number, MemberProgress> = new Map()
  private readonly curves: Map<number, SketchedCurve> = new Map()
  private readonly changed: Set<number> = new Set()
  private readonly each: number
  private timer: NodeJS.Timeout | null = null
  private sentAt = Number.NEGATIVE_INFINITY

  constructor(options: GroupFeedOptions) {
    this.options = options
    const share = Math.floor(mostPoints / options.trainings)
    this.each = Math.min(mostEach, Math.max(leastEach, share))
  }

  /** Takes generations of one of the trainings. */
  take(training: number, events: readonly GenerationEvent[]): void {
    const { stopsOf, unitOf } = this.options
    const unit = unitOf(training)
    let curve = this.curves.get(training)
    if (curve === undefined) {
      curve = new SketchedCurve(this.each)
      this.curves.set(training, curve)
    }
    for (const { evaluations, champion } of events) curve.add(evaluations * unit, champion)
    const event = events.at(-1)
    if (event === undefined) return
    const { generation: generations, evaluations, champion: best, validation, timing } = event
    this.put({
      ...{ training, state: 'training', generations, evaluations: evaluations * unit, best, validation },
      ...{ elapsedMs: timing.elapsedMs, done: shareDone(event, stopsOf(training)) },
    })
  }

  /**
   * One of the trainings has ended.
   * @param champion its fitness; null if it failed
   * @param points its curve, if it was trained by an earlier process
   */
  finish(
    training: number,
    champion: number | null,
    points: readonly { readonly evaluations: number; readonly fitness: number }[] = [],
  ): void {
    const before = this.progress.get(training) ?? waiting(training)
    if (before.state === 'waiting' && points.length > 0) {
      const curve = new SketchedCurve(this.each)
      const unit = this.options.unitOf(training)
      for (const { evaluations, fitness } of points) curve.add(evaluations * unit, fitness)
      this.curves.set(training, curve)
    }
    const state = champion === null ? 'failed' : 'ended'
    const last = points.at(-1)
    const evaluations =
      before.state === 'waiting' && last !== undefined
        ? last.evaluations * this.options.unitOf(training)
        : before.evaluations
    this.put({ ...before, state, evaluations, best: champion ?? before.best, done: 1 })
  }

  /** Sends everything at once. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.sentAt = performance.now()
    if (this.changed.size === 0) return
    const places = [...this.changed]
    this.changed.clear()
    this.options.send({
      progress: places.flatMap((training) => this.progress.get(training) ?? []),
      curves: places.map((training) => ({ training, points: this.curves.get(training)?.points ?? [] })),
    })
  }

  private put(progress: MemberProgress): void {
    this.progress.set(progress.training, progress)
    this.changed.add(progress.training)
    const waitMs = this.sentAt + everyMs - performance.now()
    if (waitMs <= 0) this.flush()
    // The next generation may take long.
    else this.timer ??= setTimeout(() => this.flush(), waitMs).unref()
  }
}

/** A training that has not begun. */
export function waiting(training: number): MemberProgress {
  return {
    ...{ training, state: 'waiting', generations: 0, evaluations: 0, best: null, validation: null },
    ...{ elapsedMs: 0, done: null },
  }
}
