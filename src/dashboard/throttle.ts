/** What is done takes at most one part in so many of a core's time … */
const share = 20
/** … yet it is done so often at least: on a busy machine the time it takes tells little of what it takes from others. */
const longestMs = 1500

/** Says when something may be done again, by any clock that never goes back: often if it is quick, else less often. */
export class Throttle {
  private readonly leastMs: number
  private due = Number.NEGATIVE_INFINITY

  /** @param leastMs from one time to the next, even if it takes no time at all */
  constructor(leastMs: number) {
    this.leastMs = leastMs
  }

  /** When it may be done next; -Infinity for at once. */
  get dueAt(): number {
    return this.due
  }

  /** It was done, from `beganMs` to `endedMs`. */
  done(beganMs: number, endedMs: number): void {
    const pauseMs = Math.min(longestMs, (endedMs - beganMs) * share)
    this.due = beganMs + Math.max(this.leastMs, pauseMs)
  }

  /** It may be done at once. */
  reset(): void {
    this.due = Number.NEGATIVE_INFINITY
  }
}
