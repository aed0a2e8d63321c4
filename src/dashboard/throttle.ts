/** Work takes at most 1/share of a core's time. */
const share = 20
/** The longest pause that follows from that: on a busy machine, work takes longer than what it costs others. */
const longestMs = 1500

/** Says when work is due again: soon if it is quick, later if it is slow. Takes any clock that never goes back. */
export class Throttle {
  private readonly leastMs: number
  private due = Number.NEGATIVE_INFINITY

  /** @param leastMs the shortest time from one start to the next */
  constructor(leastMs: number) {
    this.leastMs = leastMs
  }

  /** When the work is due; -Infinity for at once. */
  get dueAt(): number {
    return this.due
  }

  /** Records that the work was done, from `beganMs` to `endedMs`. */
  done(beganMs: number, endedMs: number): void {
    const pauseMs = Math.min(longestMs, (endedMs - beganMs) * share)
    this.due = beganMs + Math.max(this.leastMs, pauseMs)
  }

  /** Makes the work due at once. */
  reset(): void {
    this.due = Number.NEGATIVE_INFINITY
  }
}
