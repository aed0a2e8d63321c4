import { Broadcaster, type Listener } from './broadcaster.ts'
import type { RunEnding, TrainingState } from './messages.ts'
import { Throttle } from './throttle.ts'

/** Sends every page the state of what is trained: all of it when the page connects, then what changes, as often as is cheap. */
export abstract class Broadcast {
  private readonly broadcaster: Broadcaster = new Broadcaster()
  private readonly updates: Throttle
  /** Everything, for a new page; null after something changed. */
  private everything: Buffer | null = null
  /** True if something changed since the last update. */
  private changed = false
  private timer: NodeJS.Timeout | null = null

  /** @param updateMs updates go out no more often than this */
  constructor(updateMs: number) {
    this.updates = new Throttle(updateMs)
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

  turn(state: TrainingState): void {
    this.enter(state)
    this.touch()
    // The user who pressed a button sees at once that it was heard.
    this.updates.reset()
    this.unschedule()
    this.schedule()
  }

  /** Sends the last message, and closes every connection. */
  end(ending: RunEnding): void {
    this.unschedule()
    this.enter('ended', ending)
    this.touch()
    if (this.size === 0) return
    this.extra()
    this.broadcaster.end(this.all())
  }

  /** Keeps the state, and how it ended. */
  protected abstract enter(state: TrainingState, ending?: RunEnding): void
  /** The event of what changed since the last call. */
  protected abstract update(): Buffer
  /** All that a new page needs. */
  protected abstract whole(): Buffer

  /** When more than updates is due, milliseconds; infinity for never. */
  protected get extraDueAt(): number {
    return Number.POSITIVE_INFINITY
  }

  /** Makes what is due beside updates. @returns its events */
  protected extra(): Buffer[] {
    return []
  }

  /** That has been made and sent, from `beganMs` to `endedMs`. */
  protected extraDone(_beganMs: number, _endedMs: number): void {}

  /** Something has changed that an update tells. */
  protected touch(): void {
    this.everything = null
    this.changed = true
  }

  /** What a new page gets has changed, and needs no update. */
  protected touchWhole(): void {
    this.everything = null
  }

  /** Sets the timer for what is due next, if there is a page. */
  protected schedule(): void {
    if (this.timer !== null || this.size === 0) return
    const dueAt = Math.min(
      // Pages that are behind must not wait for the next change, which may be far off, as during a pause.
      this.changed || this.broadcaster.anyBehind ? this.updates.dueAt : Number.POSITIVE_INFINITY,
      this.extraDueAt,
    )
    if (dueAt === Number.POSITIVE_INFINITY) return
    this.timer = setTimeout(() => this.send(), Math.max(0, dueAt - performance.now()))
  }

  private unschedule(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** Sends what is due as one message: of two, every listener would miss the second, since the first still waits. */
  private send(): void {
    this.timer = null
    const began = performance.now()
    const updates = this.changed && began >= this.updates.dueAt
    const extra = began >= this.extraDueAt
    const parts: Buffer[] = []
    if (updates) {
      this.changed = false
      parts.push(this.update())
    }
    if (extra) parts.push(...this.extra())
    if (parts.length > 0) this.broadcaster.send(Buffer.concat(parts), () => this.all(), began)
    else this.broadcaster.catchUp(() => this.all(), began)
    const ended = performance.now()
    if (updates || parts.length === 0) this.updates.done(began, ended)
    if (extra) this.extraDone(began, ended)
    this.schedule()
  }

  private all(): Buffer {
    this.everything ??= this.whole()
    return this.everything
  }
}
