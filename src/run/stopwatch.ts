/** Measures the time of a run, without its pauses. */
export class Stopwatch {
  private readonly clock: () => number
  /** The time until it was last paused. */
  private earlierMs = 0
  /** Since when it runs; null while it does not. */
  private since: number | null = null

  /** @param clock milliseconds of a monotonic clock */
  constructor(clock: () => number = () => performance.now()) {
    this.clock = clock
  }

  /** Runs on from where it stands. While it runs this has no effect. */
  start(): void {
    this.since ??= this.clock()
  }

  /** Stands until it is started again. */
  pause(): void {
    this.earlierMs = this.elapsedMs
    this.since = null
  }

  /** Stands at a time. */
  set(elapsedMs: number): void {
    this.earlierMs = elapsedMs
    this.since = null
  }

  get elapsedMs(): number {
    return this.earlierMs + (this.since === null ? 0 : this.clock() - this.since)
  }
}
