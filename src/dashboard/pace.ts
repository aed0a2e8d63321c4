/** How far back "of late" goes. */
const windowMs = 3000

interface Mark {
  readonly elapsedMs: number
  readonly evaluations: number
  readonly busyMs: number
}

/** How fast a run goes of late, out of where it stood now and then. */
export class Pace {
  private readonly workers: number
  private marks: Mark[] = []
  private busyMs = 0
  private inProcess = true

  constructor(workers: number) {
    this.workers = workers
  }

  /** @param busyMs what all workers worked since the last call; null in process */
  take(elapsedMs: number, evaluations: number, busyMs: number | null): void {
    this.inProcess = busyMs === null
    this.busyMs += busyMs ?? 0
    this.marks.push({ elapsedMs, evaluations, busyMs: this.busyMs })
    // The last one before the window stays: with long generations there would be nothing to compare with.
    const first = this.marks.findIndex((mark) => elapsedMs - mark.elapsedMs <= windowMs)
    if (first > 1) this.marks = this.marks.slice(first - 1)
  }

  /** A pause tells nothing of the pace. */
  forget(): void {
    this.marks = []
  }

  /** Evaluations a second; null before there is anything to go by. */
  get rate(): number | null {
    return this.since((first, last) => (1000 * (last.evaluations - first.evaluations)) / spanOf(first, last))
  }

  /** The workers' share of time at work, in [0, 1]; null in process. */
  get busy(): number | null {
    if (this.inProcess || this.workers === 0) return null
    return this.since((first, last) =>
      Math.min(1, (last.busyMs - first.busyMs) / (this.workers * spanOf(first, last))),
    )
  }

  private since(figure: (first: Mark, last: Mark) => number): number | null {
    const first = this.marks[0]
    const last = this.marks.at(-1)
    if (first === undefined || last === undefined || spanOf(first, last) <= 0) return null
    return Number(figure(first, last).toPrecision(4))
  }
}

function spanOf(first: Mark, last: Mark): number {
  return last.elapsedMs - first.elapsedMs
}
