import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Piscina } from 'piscina'
import { EvolveError } from '../errors.ts'
import { compiledModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import { Deadline } from './deadline.ts'
import type { Executor, Items, Outcomes, ScoreDetails } from './executor.ts'
import { defaultFaultPolicy, type FaultPolicy, Faults } from './faults.ts'
import type { Workplace } from './handler.ts'
import { type Job, rowOf } from './job.ts'
import type { Log } from './scorers/custom/host.ts'
import type { WorkerReport, WorkerSetup, WorkerTask } from './worker.ts'

/** How a pool treats its threads. */
export interface PoolOptions {
  /** The file that threads run; default: the package's own. */
  readonly entry?: URL
  readonly policy?: FaultPolicy
  /** The limit of a thread's heap, MiB; null for the default of Node.js. */
  readonly heapMiB?: number | null
  /** Prints a line of the user's code. */
  readonly log?: Log
}

/** A message of a thread beside the results of its tasks. */
export interface LogMessage {
  readonly log: string
}

/** Worker threads that run one job together. They start with the pool and live until `close`. */
export class PoolExecutor implements Executor {
  readonly workers: number
  /** (workers) milliseconds of work since the pool started, without the work of threads that died. */
  readonly busyMs: Float64Array
  private readonly workplace: Workplace
  private readonly claims: Claims
  private readonly policy: FaultPolicy
  private readonly piscina: Piscina<WorkerTask, WorkerReport>

  /** @param workers threads, at least 1; thread i uses slot i */
  constructor(workplace: Workplace, workers: number, options: PoolOptions = {}) {
    const { memory, shared, spec } = workplace
    const { entry = scoreEntry(), policy = defaultFaultPolicy, heapMiB = null, log = () => {} } = options
    this.workers = workers
    this.busyMs = new Float64Array(workers)
    this.workplace = workplace
    this.policy = policy
    this.claims = new Claims(memory.claims)
    const modules = compiledModules()
    const setup: WorkerSetup = { plan: memory.plan, memory: memory.memory, shared, spec, modules }
    this.piscina = new Piscina({
      filename: entry.href,
      minThreads: workers,
      maxThreads: workers,
      workerData: setup,
      ...(heapMiB !== null && { resourceLimits: { maxOldGenerationSizeMb: heapMiB } }),
    })
    // piscina replaces a thread that dies between tasks. A thread that dies in a task rejects it; `run` handles that.
    this.piscina.on('error', () => {})
    this.piscina.on('message', (message: LogMessage) => log(message.log))
  }

  async run(job: Job, { from, to }: Items): Promise<Outcomes> {
    const { memory, spec } = this.workplace
    const faults = new Faults(this.policy, { generation: job.generation, seed: spec.seed })
    const results: Results = { details: new Map(), noisy: false }
    let items = Array.from({ length: to - from }, (_, index) => from + index)
    let chunk = this.chunkOf(items.length)
    while (items.length > 0) {
      this.claims.fill(items)
      const { lost, overdue } = await this.round(job, chunk, faults, results)
      // A dead thread loses what is not in memory of its results, so those items are run again too.
      items = [...this.claims.untaken(), ...[...lost.keys()].flatMap((slot) => this.claims.lostWith(slot))]
      const underWay = this.claims.underWay()
      for (const { individual: item, slot } of underWay) {
        const row = rowOf(job, item)
        // One of several that were scored at once has ended the thread: each is tried alone.
        const alone = underWay.filter((claim) => claim.slot === slot).length === 1
        if (!alone) items.push(item)
        else if (overdue.has(slot)) {
          faults.overran(row)
          memory.population.fitness[row] = Number.NaN
        } else if (faults.died(row, lost.get(slot) ?? 'its thread ended')) items.push(item)
        else memory.population.fitness[row] = Number.NaN
      }
      chunk = 1
    }
    return { failures: faults.failures, ...results }
  }

  async close(): Promise<void> {
    if (this.workplace.spec.scorer.kind === 'user-code') await this.tearDown()
    await this.piscina.destroy()
  }

  /** Small chunks let threads finish evenly, and a few takes per thread cost almost nothing. */
  private chunkOf(items: number): number {
    const { scorer } = this.workplace.spec
    const small = Math.max(1, Math.floor(items / (this.workers * 64)))
    if (scorer.kind !== 'user-code' || scorer.together === 1) return small
    return Math.max(1, Math.min(scorer.together, Math.ceil(items / (this.workers * 4))))
  }

  private async round(job: Job, chunk: number, faults: Faults, results: Results): Promise<Lost> {
    const controllers = Array.from({ length: this.workers }, () => new AbortController())
    const busy = new Set(controllers.keys())
    const tasks = controllers.map(async ({ signal }, slot) => {
      try {
        return await this.piscina.run({ kind: 'work', slot, job, chunk }, { signal })
      } finally {
        busy.delete(slot)
      }
    })
    const exits: Promise<unknown>[] = []
    const deadline = new Deadline(this.claims, this.policy.deadlineMs, {
      busy: () => [...busy],
      end: (slot) => exits.push(this.endThread(controllers[slot]!)),
    })
    // All tasks must have settled before results are read or items are run again.
    const endings = await Promise.allSettled(tasks)
    deadline.end()
    // A thread that is being ended may still write to memory.
    await Promise.all(exits)
    const lost = new Map<number, string>()
    for (const [slot, ending] of endings.entries()) {
      if (ending.status === 'rejected') {
        lost.set(slot, ending.reason instanceof Error ? ending.reason.message : String(ending.reason))
        continue
      }
      const { busyMs, failures, details, noisy, obstacle } = ending.value
      if (obstacle !== null) throw new EvolveError('run', obstacle)
      this.busyMs[slot]! += busyMs
      faults.report(failures)
      results.noisy ||= noisy
      for (const [row, detail] of details) results.details.set(row, detail)
    }
    if (deadline.stuck) throw new EvolveError('run', `setup failed: ${deadline.message}`)
    // If all tasks failed and no item was begun, the thread itself cannot run: another round would loop forever.
    const failure = endings.find((ending) => ending.status === 'rejected')
    const untouched = this.claims.underWay().length === 0
    if (failure !== undefined && untouched && lost.size === this.workers) throw failure.reason
    return { lost, overdue: deadline.overdue }
  }

  /** Ends the thread that runs a task; resolves once it has ended. */
  private async endThread(task: AbortController): Promise<void> {
    const before = this.piscina.threads
    task.abort()
    const left = this.piscina.threads
    await Promise.all(before.filter((thread) => !left.includes(thread)).map((thread) => thread.terminate()))
  }

  /** Lets the user's code end, on every thread that answers within a second. */
  private async tearDown(): Promise<void> {
    const tasks = Array.from({ length: this.workers }, () => this.piscina.run({ kind: 'close' }))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 1000)
    })
    await Promise.race([Promise.allSettled(tasks), late])
    clearTimeout(timer)
  }
}

/** Results of a job that are not in memory. */
interface Results {
  readonly details: Map<number, ScoreDetails>
  noisy: boolean
}

/** The slots whose threads ended in a round. */
interface Lost {
  /** Why, by slot. */
  readonly lost: ReadonlyMap<number, string>
  /** Those that were ended because they took too long. */
  readonly overdue: ReadonlySet<number>
}

function scoreEntry(): URL {
  return pathToFileURL(createRequire(import.meta.url).resolve('#workers/score'))
}
