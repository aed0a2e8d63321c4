import { Breath } from './breath.ts'
import type { Executor, Items, Outcomes } from './executor.ts'
import type { Handler } from './handler.ts'
import type { Job } from './job.ts'

/** Runs jobs on the coordinator's thread, one item after another. */
export class InProcessExecutor implements Executor {
  readonly busyMs = undefined
  finished = 0
  private readonly handler: Handler
  private readonly breath = new Breath()
  private ready = false

  /** @param handler the handler of the coordinator's slot */
  constructor(handler: Handler) {
    this.handler = handler
  }

  async run(job: Job, { from, to }: Items): Promise<Outcomes> {
    const { handler } = this
    this.finished = 0
    if (!this.ready) await handler.ready()
    this.ready = true
    const { together } = handler
    for (let item = from; item < to; item += together) {
      const working =
        together === 1
          ? handler.do(job, item)
          : handler.doTogether(
              job,
              Array.from({ length: Math.min(together, to - item) }, (_, k) => item + k),
              () => {},
            )
      if (working !== undefined) await working
      this.finished = Math.min(item + together, to) - from
      const turn = this.breath.take()
      if (turn !== undefined) await turn
    }
    return handler.report()
  }

  async close(): Promise<void> {
    await this.handler.close()
  }
}
