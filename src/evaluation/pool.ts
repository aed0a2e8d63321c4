import { EvolveError, Interrupted } from '../errors.ts'
import { entryOf } from '../pool-thread.ts'
import { shortageOf } from '../shortage.ts'
import { compiledModules } from '../wasm-modules.ts'
import type { AttendanceSetup } from './attendance.ts'
import type { Portion } from './claimant.ts'
import { Claims } from './claims.ts'
import { Deadline } from './deadline.ts'
import type { Executor, Items, Outcomes, ScoreDetails } from './executor.ts'
import { defaultFaultPolicy, type FaultPolicy, Faults, overrunMessage } from './faults.ts'
import type { Workplace } from './handler.ts'
import { individualOf, type Job, rowOf } from './job.ts'
import type { Log } from './scorers/custom/host.ts'
import { Threads } from './threads.ts'
import type { WorkerSetup } from './worker.ts'

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

/** Rounds in which all threads end before they begin anything, until the pool gives up. */
const mostFruitless = 3

/** Worker threads that run one job together. They start with the pool and live until `close`. */
export class PoolExecutor implements Executor {
  readonly workers: number
  /** (workers) milliseconds of work since the pool started, without the work of threads that died. */
  readonly busyMs: Float64Array
  private readonly workplace: Workplace
  private readonly claims: Claims
  private readonly policy: FaultPolicy
  private readonly threads: Threads
  private closed = false
  /** The number of items of the job under way. */
  private jobItems = 0

  /** @param workers threads, at least 1; thread i uses slot i */
  constructor(workplace: Workplace, workers: number, options: PoolOptions = {}) {
    const { memory, shared, spec } = workplace
    const { entry = entryOf('score'), policy = defaultFaultPolicy, heapMiB = null, log = () => {} } = options
    this.workers = workers
    this.busyMs = new Float64Array(workers)
    this.workplace = workplace
    this.policy = policy
    this.claims = new Claims(memory.claims)
    const modules = compiledModules()
    const setup: WorkerSetup = { plan: memory.plan, memory: memory.memory, shared, spec, modules }
    this.threads = new Threads({ workers, entry, setup, heapMiB, log })
  }

  get finished(): number {
    return this.jobItems - this.claims.open
  }

  run(job: Job, { from, to }: Items): Promise<Outcomes> {
    return this.runItems(
      job,
      Array.from({ length: to - from }, (_, index) => from + index),
    )
  }

  /** Runs some items of a job. */
  async runItems(job: Job, wanted: readonly number[]): Promise<Outcomes> {
    const { memory, spec } = this.workplace
    const faults = new Faults(this.policy, { generation: job.generation, seed: spec.seed })
    const results: Results = { details: new Map(), noisy: false }
    const { fitness } = memory.population
    this.jobItems = wanted.length
    let items = [...wanted]
    let portion: Portion = { chunk: this.chunkOf(items.length), most: items.length }
    let fruitless = 0
    while (items.length > 0) {
      this.claims.fill(items)
      const { lost, overdue } = await this.round(job, portion, faults, results)
      if (this.closed) throw new Interrupted('its threads were ended')
      if (lost.size === this.workers && this.claims.untouched) {
        // Threads that start at a bad moment may start well at the next one, but not for ever.
        if (++fruitless === mostFruitless) throw this.unusable([...lost.values()][0]!)
      } else fruitless = 0
      this.threads.revive()
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
      if (lost.size > 0) portion = smaller(portion, items.length / this.workers)
    }
    return { failures: faults.failures, ...results }
  }

  async close(): Promise<void> {
    this.closed = true
    if (this.workplace.spec.scorer.kind === 'fitness') await this.tearDown()
    await this.threads.close()
  }

  /** Lets a thread attend rounds of work. @throws why it has ended */
  async lend(attendance: AttendanceSetup): Promise<void> {
    this.threads.revive()
    await this.threads.run({ kind: 'attend', attendance }, { transferList: [attendance.port] })
  }

  /** Small chunks let threads finish evenly, and a few takes per thread cost almost nothing. */
  chunkOf(items: number): number {
    const { scorer } = this.workplace.spec
    const small = Math.max(1, Math.floor(items / (this.workers * 64)))
    if (scorer.kind !== 'fitness' || scorer.together === 1) return small
    return Math.max(1, Math.min(scorer.together, Math.ceil(items / (this.workers * 4))))
  }

  private async round(job: Job, portion: Portion, faults: Faults, results: Results): Promise<Lost> {
    const controllers = Array.from({ length: this.workers }, () => new AbortController())
    const busy = new Set(controllers.keys())
    const tasks = controllers.map(async ({ signal }, slot) => {
      try {
        return await this.threads.run({ kind: 'work', slot, job, ...portion }, { signal })
      } finally {
        busy.delete(slot)
      }
    })
    const exits: Promise<unknown>[] = []
    const deadline = new Deadline(this.claims, this.policy, {
      busy: () => [...busy],
      end: (slot) => exits.push(this.threads.end(controllers[slot]!)),
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
    return { lost, overdue: deadline.overdue }
  }

  /** The error of threads that end before they score anything. */
  private unusable(why: string): EvolveError {
    const { scorer } = this.workplace.spec
    const short = shortageOf(new Error(why))
    if (scorer.kind !== 'fitness') {
      const cure = 'fewer --workers may do, and --workers 0 needs none'
      return short ?? new EvolveError('run', `all workers ended before they scored anything: ${why}; ${cure}`)
    }
    return new EvolveError('run', `${scorer.source?.module}: setup failed: ${why}`)
  }

  /** Lets the user's code end, on every thread that answers within a second. */
  private async tearDown(): Promise<void> {
    const tasks = Array.from({ length: this.workers }, () => this.threads.run({ kind: 'close' }))
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

/**
 * After a death, threads report sooner. Of what a dead thread has finished, some is lost; code that ends its thread again and
 * again, such as one that uses up memory bit by bit, would otherwise come to no end.
 */
function smaller({ most }: Portion, each: number): Portion {
  return { chunk: 1, most: Math.max(1, Math.floor(Math.min(most, each) / 2)) }
}
