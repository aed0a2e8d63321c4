import type { Claims } from './claims.ts'
import type { FaultPolicy } from './faults.ts'

/** Threads notice promises that take too long by themselves; this much later they are ended from outside. */
const graceMs = 250

/** The slots of a round. */
export interface DeadlineSlots {
  /** Those whose threads have not ended their work. */
  busy(): Iterable<number>
  /** Ends the thread of a slot. */
  end(slot: number): void
}

/** Watches the claims of a round for threads that take too long. */
export class Deadline {
  /** The slots that were ended, and the individuals that took too long there. */
  readonly overdue: Map<number, Set<number>> = new Map()
  /** True if a thread was ended before it began an individual. */
  stuck = false
  private readonly claims: Claims
  private readonly policy: FaultPolicy
  private readonly slots: DeadlineSlots
  private readonly timer: NodeJS.Timeout | null
  private readonly startedAt: number = now()

  constructor(claims: Claims, policy: FaultPolicy, slots: DeadlineSlots) {
    this.claims = claims
    this.policy = policy
    this.slots = slots
    const { deadlineMs } = policy
    this.timer =
      deadlineMs === null
        ? null
        : setInterval(() => this.check(deadlineMs + graceMs), Math.max(20, Math.min(1000, deadlineMs / 10)))
  }

  end(): void {
    if (this.timer !== null) clearInterval(this.timer)
  }

  private check(limitMs: number): void {
    const late = this.claims.underWay().filter(({ startedAt }) => now() - startedAt > limitMs)
    const { setupMs } = this.policy
    const slow = setupMs !== null && now() - this.startedAt > setupMs
    // A thread that has ended by itself has left what it had begun behind.
    for (const slot of [...this.slots.busy()]) {
      const individuals = late.filter((claim) => claim.slot === slot).map(({ individual }) => individual)
      if (individuals.length > 0) this.endSlot(slot, individuals)
      if (!slow) continue
      if (this.claims.usedBy(slot)) continue
      this.stuck = true
      this.endSlot(slot, [])
    }
  }

  private endSlot(slot: number, individuals: readonly number[]): void {
    if (this.overdue.has(slot)) return
    this.overdue.set(slot, new Set(individuals))
    this.slots.end(slot)
  }
}

/** Milliseconds since the epoch, on the clock of the claims. */
function now(): number {
  return performance.timeOrigin + performance.now()
}
