import type { Claims } from './claims.ts'
import { overrunMessage } from './faults.ts'

/** Threads notice promises that take too long by themselves; this much later they are ended from outside. */
const graceMs = 250

/** A thread takes this long at most to start, before the setup of the user's code. */
const startMs = 5000

/** The slots of a round. */
export interface DeadlineSlots {
  /** Those whose threads have not ended their work. */
  busy(): Iterable<number>
  /** Ends the thread of a slot. */
  end(slot: number): void
}

/** Watches the claims of a round for threads that take too long. */
export class Deadline {
  /** The slots that were ended. */
  readonly overdue: Set<number> = new Set()
  /** True if a thread was ended before it began an individual. */
  stuck = false
  private readonly claims: Claims
  private readonly deadlineMs: number | null
  private readonly slots: DeadlineSlots
  private readonly timer: NodeJS.Timeout | null
  private readonly startedAt: number = now()

  /**
   * @param deadlineMs longest time of one evaluation; null for no limit
   */
  constructor(claims: Claims, deadlineMs: number | null, slots: DeadlineSlots) {
    this.claims = claims
    this.deadlineMs = deadlineMs
    this.slots = slots
    this.timer =
      deadlineMs === null
        ? null
        : setInterval(() => this.check(deadlineMs + graceMs), Math.max(20, Math.min(1000, deadlineMs / 10)))
  }

  get message(): string {
    return overrunMessage(this.deadlineMs ?? 0)
  }

  end(): void {
    if (this.timer !== null) clearInterval(this.timer)
  }

  private check(limitMs: number): void {
    for (const { slot, startedAt } of this.claims.underWay()) {
      if (now() - startedAt > limitMs && !this.overdue.has(slot)) this.endSlot(slot)
    }
    if (now() - this.startedAt < limitMs + startMs) return
    for (const slot of this.slots.busy()) {
      if (this.claims.usedBy(slot)) continue
      this.stuck = true
      this.endSlot(slot)
    }
  }

  private endSlot(slot: number): void {
    this.overdue.add(slot)
    this.slots.end(slot)
  }
}

/** Milliseconds since the epoch, on the clock of the claims. */
function now(): number {
  return performance.timeOrigin + performance.now()
}
