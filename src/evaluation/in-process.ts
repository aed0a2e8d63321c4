import { setImmediate } from 'node:timers/promises'
import type { Executor, Items, Outcomes } from './executor.ts'
import type { Handler } from './handler.ts'
import type { Job } from './job.ts'

/** Signals and timers wait at most about this long for their turn. */
const breathMs = 50

/** Does jobs on the thread of the coordinator, item after item. */
export class InProcessExecutor implements Executor {
  readonly busyMs = undefined
  private readonly handler: Handler
  private breathedAt: number = performance.now()

  /** @param handler the coordinator's */
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
