import { setImmediate } from 'node:timers/promises'
import type { Executor, Items, Outcomes } from './executor.ts'
import type { Handler } from './handler.ts'
import type { Job } from './job.ts'

/** The approximate longest time that signals and timers wait, in milliseconds. */
const breathMs = 50

/** Runs jobs on the coordinator's thread, one item after another. */
export class InProcessExecutor implements Executor {
  readonly busyMs = undefined
  private readonly handler: Handler
  private breathedAt: number = performance.now()

  /** @param handler the handler of the coordinator's slot */
  constructor(handler: Handler) {
    this.handler = handler
  }

  async run(job: Job, { from, to }: Items): Promise<Outcomes> {
    for (let item = from; item < to; item++) {
      const working = this.handler.do(job, item)
      if (working !== undefined) await working
      if (performance.now() - this.breathedAt < breathMs) continue
      await setImmediate()
      this.breathedAt = performance.now()
    }
    return this.handler.report()
  }

  async close(): Promise<void> {}
}
