import { Broadcaster, type Listener } from '../broadcaster.ts'
import type { RunEnding, TrainingState } from '../messages.ts'
import { serverEvent } from '../server-event.ts'
import { Throttle } from '../throttle.ts'
import type { GroupFacts, GroupNews, GroupUpdate, MemberCurve, MemberProgress } from './messages.ts'

/** Updates go out no more often than this. */
const updateMs = 250

/** Sends every page the state of several trainings: all of it when the page connects, then what changes. */
export class GroupBroadcast {
  private readonly facts: GroupFacts
  private readonly broadcaster: Broadcaster = new Broadcaster()
  private readonly updates: Throttle = new Throttle(updateMs)
  private readonly progress: Map<number, MemberProgress> = new Map()
  private readonly curves: Map<number, MemberCurve> = new Map()
  /** The trainings that changed since the last update. */
  private readonly changed: Set<number> = new Set()
  private turned = false
  private state: TrainingState = 'training'
  private ending: RunEnding | null = null
  private timer: NodeJS.Timeout | null = null

  constructor(facts: GroupFacts) {
    this.facts = facts
  }

  /** Pages that listen. */
  get size(): number {
    return this.broadcaster.size
  }

  listen(listener: Listener): void {
    this.broadcaster.add(listener, this.all())
    this.schedule()
  }

  leave(listener: Listener): void {
    this.broadcaster.delete(listener)
  }

  advance({ progress, curves }: GroupNews): void {
    for (const one of progress) {
      this.progress.set(one.training, one)
      this.changed.add(one.training)
    }
    for (const curve of curves) this.curves.set(curve.training, curve)
    this.schedule()
  }

  turn(state: TrainingState): void {
    this.state = state
    this.turned = true
    // The user who pressed a button sees at once that it was heard.
    this.updates.reset()
    this.unschedule()
    this.schedule()
  }

  /** Sends the last message, and closes every connection. */
  end(ending: RunEnding): void {
    this.unschedule()
    this.state = 'ended'
    this.ending = ending
    if (this.size > 0) this.broadcaster.end(this.all())
  }

  private schedule(): void {
    if (this.timer !== null || this.size === 0) return
    // Pages that are behind must not wait for the next change, which may be far off.
    if (this.changed.size === 0 && !this.turned && !this.broadcaster.anyBehind) return
    this.timer = setTimeout(() => this.send(), Math.max(0, this.updates.dueAt - performance.now()))
  }

  private unschedule(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private send(): void {
    this.timer = null
    const began = performance.now()
    if (this.changed.size > 0 || this.turned) {
      const message = serverEvent('groupUpdate', this.update(this.changed))
      this.changed.clear()
      this.turned = false
      this.broadcaster.send(message, () => this.all(), began)
    } else this.broadcaster.catchUp(() => this.all(), began)
    this.updates.done(began, performance.now())
    this.schedule()
  }

  private update(places: Iterable<number>): GroupUpdate {
    const all = [...places]
    return {
      ...{ state: this.state, ending: this.ending },
      progress: all.flatMap((place) => this.progress.get(place) ?? []),
      curves: all.flatMap((place) => this.curves.get(place) ?? []),
    }
  }

  private all(): Buffer {
    return serverEvent('groupHistory', { facts: this.facts, ...this.update(this.progress.keys()) })
  }
}
