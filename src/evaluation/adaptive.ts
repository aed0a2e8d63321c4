import { type Executor, type Items, joinOutcomes, noOutcomes, type Outcomes } from './executor.ts'
import type { Job } from './job.ts'

/**
 * A generation that one thread scores in less time stays in process, in milliseconds: with others it would take half of it and
 * the time of handing it out, and threads must start first. See bench/handout.mjs.
 */
const worthMs = 0.15

/** Items of the first job that are timed in process. The fastest one counts, because the first ones warm up. */
const timedItems = 3

/** Runs jobs on threads if that is faster, and in process otherwise. */
export class AdaptiveExecutor implements Executor {
  private readonly here: Executor
  private readonly startThreads: () => Executor
  private readonly onNotice: (line: string) => void
  private readonly clock: () => number
  private threads: Executor | null = null
  /** The time of one scoring in process, in milliseconds; null until one is timed. */
  private scoringMs: number | null = null
  private noticed = false
  /** Items of the job under way that others than the current executor have done. */
  private earlier = 0
  private current: Executor

  /**
   * @param startThreads called once, at the first job that is worth threads
   * @param onNotice called once if a job is not worth threads
   * @param clock gives milliseconds
   */
  constructor(
    here: Executor,
    startThreads: () => Executor,
    onNotice: (line: string) => void,
    clock: () => number = () => performance.now(),
  ) {
    this.here = here
    this.current = here
    this.startThreads = startThreads
    this.onNotice = onNotice
    this.clock = clock
  }

  get finished(): number {
    return this.earlier + this.current.finished
  }

  get busyMs(): Float64Array | undefined {
    return this.threads?.busyMs?.slice()
  }

  async run(job: Job, items: Items): Promise<Outcomes> {
    const { from, to } = items
    const middle = this.scoringMs === null ? Math.min(from + timedItems, to) : from
    let outcomes: Outcomes = noOutcomes
    this.current = this.here
    this.earlier = 0
    for (let item = from; item < middle; item++) {
      this.earlier = item - from
      const start = this.clock()
      outcomes = joinOutcomes(outcomes, await this.here.run(job, { from: item, to: item + 1 }))
      const ms = (this.clock() - start) / job.charge
      this.scoringMs = Math.min(ms, this.scoringMs ?? ms)
    }
    if (middle === to) return outcomes
    this.current = this.worthHandingOut(job, to - from) ? this.handedOut() : this.here
    this.earlier = middle - from
    return joinOutcomes(outcomes, await this.current.run(job, { from: middle, to }))
  }

  async close(): Promise<void> {
    const { threads } = this
    this.threads = null
    await threads?.close()
  }

  private handedOut(): Executor {
    this.threads ??= this.startThreads()
    return this.threads
  }

  private worthHandingOut({ charge }: Job, items: number): boolean {
    const worth = (this.scoringMs ?? 0) * charge * items > worthMs
    if (!worth && !this.noticed) {
      this.noticed = true
      this.onNotice('a generation takes less time than handing it to the workers: scoring it in process')
    }
    return worth
  }
}
