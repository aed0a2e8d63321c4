/** How far back the pace looks. */
const windowMs = 3000

/** The totals of a run at some time. */
export interface PaceMark {
  readonly elapsedMs: number
  readonly evaluations: number
  /** Busy time of all workers together, ms. */
  readonly busyMs: number
  /** True if the latest generation was scored without workers. */
  readonly inProcess: boolean
}

/** How fast a run has been over the last seconds, by its own clock, which stands during a pause. */
export class RecentPace {
  private readonly workers: number
  private marks: PaceMark[] = []

  constructor(workers: number) {
    this.workers = workers
  }

  take(mark: PaceMark): void {
    this.marks.push(mark)
    // The last mark before the window stays: with long generations there would be nothing to compare with otherwise.
    const first = this.marks.findIndex(({ elapsedMs }) => mark.elapsedMs - elapsedMs <= windowMs)
    if (first > 1) this.marks = this.marks.slice(first - 1)
  }

  /** Evaluations a second; null before there are two marks. */
  get rate(): number | null {
    return this.perMs(({ evaluations }) => evaluations * 1000)
  }

  /** The workers' share of time at work, in [0, 1]; null in process. */
  get busy(): number | null {
    if (this.workers === 0 || this.marks.at(-1)?.inProcess === true) return null
    const share = this.perMs(({ busyMs }) => busyMs / this.workers)
    return share === null ? null : Math.min(1, share)
  }

  /** By how much a figure grew for each millisecond of the run. */
  private perMs(figure: (mark: PaceMark) => number): number | null {
    const [first, last] = [this.marks[0], this.marks.at(-1)]
    if (first === undefined || last === undefined || last.elapsedMs <= first.elapsedMs) return null
    return (figure(last) - figure(first)) / (last.elapsedMs - first.elapsedMs)
  }
}
