import type { Executor, Items, Outcomes } from './executor.ts'
import type { Job } from './job.ts'

/** An executor that starts with its first job. */
export class LateExecutor implements Executor {
  private readonly start: () => Executor
  private started: Executor | null = null

  constructor(start: () => Executor) {
    this.start = start
  }

  get finished(): number {
    return this.started?.finished ?? 0
  }

  get busyMs(): Float64Array | undefined {
    return this.started?.busyMs
  }

  run(job: Job, items: Items): Promise<Outcomes> {
    this.started ??= this.start()
    return this.started.run(job, items)
  }

  async close(): Promise<void> {
    const { started } = this
    this.started = null
    await started?.close()
  }
}
