import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Piscina } from 'piscina'
import { compiledModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import type { Executor, Items, Outcomes, ScoreDetails } from './executor.ts'
import { defaultFaultPolicy, Faults } from './faults.ts'
import type { Workplace } from './handler.ts'
import { type Job, rowOf } from './job.ts'
import type { WorkerReport, WorkerSetup, WorkerTask } from './worker.ts'

/** Worker threads that run one job together. They start with the pool and live until `close`. */
export class PoolExecutor implements Executor {
  readonly workers: number
  /** (workers) milliseconds of work since the pool started, without the work of threads that died. */
  readonly busyMs: Float64Array
  private readonly workplace: Workplace
  private readonly claims: Claims
  private readonly piscina: Piscina<WorkerTask, WorkerReport>

  /**
   * @param workers threads, at least 1; thread i uses slot i
   * @param entry the file that threads run; default: the package's own
   */
  constructor(workplace: Workplace, workers: number, entry: URL = scoreEntry()) {
    const { memory, shared, spec } = workplace
    this.workers = workers
    this.busyMs = new Float64Array(workers)
    this.workplace = workplace
    this.claims = new Claims(memory.claims)
    const modules = compiledModules()
    const setup: WorkerSetup = { plan: memory.plan, memory: memory.memory, shared, spec, modules }
    this.piscina = new Piscina({
      filename: entry.href,
      minThreads: workers,
      maxThreads: workers,
      workerData: setup,
    })
    // piscina replaces a thread that dies between tasks. A thread that dies in a task rejects it; `run` handles that.
    this.piscina.on('error', () => {})
  }

  async run(job: Job, { from, to }: Items): Promise<Outcomes> {
    const { memory, spec } = this.workplace
    const faults = new Faults(defaultFaultPolicy, { generation: job.generation, seed: spec.seed })
    const details = new Map<number, ScoreDetails>()
    let items = Array.from({ length: to - from }, (_, index) => from + index)
    // Small chunks let threads finish evenly, and a few takes per thread cost almost nothing.
    let chunk = Math.max(1, Math.floor(items.length / (this.workers * 64)))
    while (items.length > 0) {
      this.claims.fill(items)
      const lost = await this.round(job, chunk, faults, details)
      // A dead thread loses its results that are not in memory, so the items that it finished are run again too.
      items = [...this.claims.untaken(), ...[...lost.keys()].flatMap((slot) => this.claims.finishedBy(slot))]
      for (const { individual: item, slot } of this.claims.underWay()) {
        const row = rowOf(job, item)
        if (faults.died(row, lost.get(slot) ?? 'its thread ended')) items.push(item)
        else memory.population.fitness[row] = Number.NaN
      }
      chunk = 1
    }
    return { failures: faults.failures, details }
  }

  async close(): Promise<void> {
    await this.piscina.destroy()
  }

  /** @returns why, for each slot whose thread died */
  private async round(
    job: Job,
    chunk: number,
    faults: Faults,
    details: Map<number, ScoreDetails>,
  ): Promise<ReadonlyMap<number, string>> {
    const tasks = Array.from({ length: this.workers }, (_, slot) => this.piscina.run({ slot, job, chunk }))
    // All tasks must have settled before results are read or items are run again.
    const endings = await Promise.allSettled(tasks)
    const lost = new Map<number, string>()
    endings.forEach((ending, slot) => {
      if (ending.status === 'rejected') {
        lost.set(slot, ending.reason instanceof Error ? ending.reason.message : String(ending.reason))
        return
      }
      this.busyMs[slot]! += ending.value.busyMs
      faults.report(ending.value.failures)
      for (const [row, detail] of ending.value.details) details.set(row, detail)
    })
    // If all tasks failed and no item was begun, the thread itself cannot run: another round would loop forever.
    const failure = endings.find((ending) => ending.status === 'rejected')
    const untouched = this.claims.underWay().length === 0
    if (failure !== undefined && untouched && lost.size === this.workers) throw failure.reason
    return lost
  }
}

function scoreEntry(): URL {
  return pathToFileURL(createRequire(import.meta.url).resolve('#workers/score'))
}
