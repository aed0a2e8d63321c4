/** Before so much time and so many updates an estimate means nothing. */
const leastMs = 2000
const leastUpdates = 3

/** The state of a run at some time. */
interface ProgressMark {
  readonly elapsedMs: number
  /** How much is done, 0…1. */
  readonly done: number
  /** The number of the update. */
  readonly update: number
}

/** Estimates the time left from the pace of the last half of a run, or more: its start is slower than the rest. */
export class TimeLeft {
  private updates = 0
  /** What the pace is measured from, and what it will be measured from once twice the time of that has passed. */
  private from: ProgressMark | null = null
  private next: ProgressMark | null = null

  /**
   * @param elapsedMs since the start, ascending
   * @param done how much is done, 0…1
   * @returns milliseconds left; undefined while that cannot be told
   */
  update(elapsedMs: number, done: number): number | undefined {
    const now = { elapsedMs, done, update: ++this.updates }
    this.from ??= now
    this.next ??= now
    if (elapsedMs >= 2 * this.next.elapsedMs && now.update - this.next.update >= leastUpdates) {
      this.from = this.next
      this.next = now
    }
    const { from } = this
    if (elapsedMs < leastMs || now.update - from.update < leastUpdates || done <= from.done) return undefined
    return ((elapsedMs - from.elapsedMs) * (1 - done)) / (done - from.done)
  }
}
