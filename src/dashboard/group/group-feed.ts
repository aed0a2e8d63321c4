import type { GenerationEvent, StopReason } from '../../run/events.ts'
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

/** A point of the curve of a training, in its own evaluations. */
export interface EarlierPoint {
  readonly evaluations: number
  readonly fitness: number
}

/** The figures of a training that has ended. */
export interface FinishedMember {
  readonly reason: StopReason
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  readonly champion: { readonly fitness: number; readonly validation: number | null }
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
    const curve = this.curveOf(training)
    for (const { evaluations, champion } of events) curve.add(evaluations * unit, champion)
    const event = events.at(-1)
    if (event === undefined) return
    const { generation: generations, evaluations, champion: best, validation, timing } = event
    this.put({
      ...{ training, state: 'training', generations, evaluations: evaluations * unit, best, validation },
      ...{ elapsedMs: timing.elapsedMs, done: shareDone(event, stopsOf(training)) },
    })
  }

  /** The curve of one of the trainings before this process; nothing if this one has told some of it. */
  earlier(training: number, points: readonly EarlierPoint[]): void {
    if (this.curves.has(training)) return
    const curve = this.curveOf(training)
    const unit = this.options.unitOf(training)
    for (const { evaluations, fitness } of points) curve.add(evaluations * unit, fitness)
  }

  /** One of the trainings has ended. @param member null if it failed */
  finish(training: number, member: FinishedMember | null): void {
    const before = this.progress.get(training) ?? waiting(training)
    if (member === null) {
      this.put({ ...before, state: 'failed', done: 1 })
      return
    }
    const { reason, generations, evaluations, elapsedMs, champion } = member
    const stopped = reason === 'interrupted'
    this.put({
      ...{ training, state: stopped ? 'stopped' : 'ended', generations, elapsedMs },
      done: stopped ? before.done : 1,
      ...{ best: champion.fitness, validation: champion.validation },
      evaluations: evaluations * this.options.unitOf(training),
    })
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

  private curveOf(training: number): SketchedCurve {
    const curve = this.curves.get(training) ?? new SketchedCurve(this.each)
    this.curves.set(training, curve)
    return curve
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
