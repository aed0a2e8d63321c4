import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Piscina } from 'piscina'
import { EvolveError } from '../errors.ts'
import { compiledModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import { Deadline } from './deadline.ts'
import type { Executor, Items, Outcomes, ScoreDetails } from './executor.ts'
import { defaultFaultPolicy, type FaultPolicy, Faults, overrunMessage } from './faults.ts'
import type { Workplace } from './handler.ts'
import { individualOf, type Job, rowOf } from './job.ts'
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
  /** The number of items of the job under way. */
  private jobItems = 0

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
    this.piscina.on('message', (message: unknown) => {
      // The user's code can send messages too.
      if (isLogMessage(message)) log(message.log)
    })
  }

  get finished(): number {
    return this.jobItems - this.claims.open
  }

  async run(job: Job, { from, to }: Items): Promise<Outcomes> {
    const { memory, spec } = this.workplace
    const faults = new Faults(this.policy, { generation: job.generation, seed: spec.seed })
    const results: Results = { details: new Map(), noisy: false }
    const { fitness } = memory.population
    this.jobItems = to - from
    let items = Array.from({ length: to - from }, (_, index) => from + index)
    let chunk = this.chunkOf(items.length)
    while (items.length > 0) {
      this.claims.fill(items)
      const { lost, overdue } = await this.round(job, chunk, faults, results)
      // A dead thread loses what is not in memory of its results, so those items are run again too.
      items = [...this.claims.untaken(), ...[...lost.keys()].flatMap((slot) => this.claims.lostWith(slot))]
      const underWay = this.claims.underWay()
      for (const { individual: item, slot, fresh } of underWay) {
        const late = overdue.get(slot)
        // One of several that were scored at once has ended the thread: each is tried alone.
        const alone = underWay.filter((claim) => claim.slot === slot).length === 1
        // The one that was late may have come to its end while its thread was being ended.
        let again = !alone || late?.has(item) === false
        if (!again && late !== undefined) faults.overran(individualOf(job, item))
        else if (!again)
          again = faults.died(individualOf(job, item), lost.get(slot) ?? 'its thread ended', fresh)
        // Those that are tried again go first, where threads are most likely to have scored nothing before.
        if (again) items.unshift(item)
        else fitness[rowOf(job, item)] = Number.NaN
      }
      chunk = 1
    }
    return { failures: faults.failures, ...results }
  }

  async close(): Promise<void> {
    if (this.workplace.spec.scorer.kind === 'fitness') await this.tearDown()
    await this.piscina.destroy()
  }

  /** Small chunks let threads finish evenly, and a few takes per thread cost almost nothing. */
  private chunkOf(items: number): number {
    const { scorer } = this.workplace.spec
    const small = Math.max(1, Math.floor(items / (this.workers * 64)))
    if (scorer.kind !== 'fitness' || scorer.together === 1) return small
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
    const deadline = new Deadline(this.claims, this.policy, {
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
      const { busyMs, failures, details, obstacle } = ending.value
      if (obstacle !== null) throw new EvolveError('run', obstacle)
      this.busyMs[slot]! += busyMs
      faults.report(failures)
      for (const [row, detail] of details) results.details.set(row, detail)
    }
    results.noisy ||= this.claims.noisy
    if (deadline.stuck) throw this.unusable(overrunMessage(this.policy.setupMs!))
    // If all threads ended and no item was begun, none can run: another round would loop forever.
    if (lost.size === this.workers && this.claims.untouched) throw this.unusable([...lost.values()][0]!)
    return { lost, overdue: deadline.overdue }
  }

  /** The error of threads that end before they score anything. */
  private unusable(why: string): EvolveError {
    const { scorer } = this.workplace.spec
    if (scorer.kind !== 'fitness') return new EvolveError('run', why)
    return new EvolveError('run', `${scorer.source?.module}: setup failed: ${why}`)
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
  /** Those that were ended because they took too long, with the individuals that did. */
  readonly overdue: ReadonlyMap<number, ReadonlySet<number>>
}

function isLogMessage(message: unknown): message is LogMessage {
  return typeof message === 'object' && message !== null && typeof (message as LogMessage).log === 'string'
}

function scoreEntry(): URL {
  return pathToFileURL(createRequire(import.meta.url).resolve('#workers/score'))
}
