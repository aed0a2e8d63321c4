import { setImmediate } from 'node:timers/promises'
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { EvolveError } from '../errors.ts'
import type { AttendanceReport, RoundMessage } from './attendance.ts'
import { Breath } from './breath.ts'
import { Claimant } from './claimant.ts'
import { Claims } from './claims.ts'
import { type Executor, type Items, joinOutcomes, noOutcomes, type Outcomes } from './executor.ts'
import type { Handler, Workplace } from './handler.ts'
import type { Job } from './job.ts'
import type { PoolExecutor } from './pool.ts'
import { Rounds } from './rounds.ts'

/** The longest item that the coordinator takes, in milliseconds: signals and timers wait for its end. */
const longestItemMs = 10

/** The longest that the coordinator sleeps until it lets signals and timers have their turn, in milliseconds. */
const napMs = 2

/** A thread that attends the rounds. */
interface Helper {
  readonly slot: number
  readonly port: MessagePort
  /** Resolves when it attends no more. */
  readonly gone: Promise<void>
  /** Whether its thread has ended. */
  dead: boolean
}

/**
 * Runs jobs on the coordinator's thread and on all threads of a pool but one. Messages would take much of the time of a short
 * job, and one thread more than there are cores would disturb the others. So threads are called by shared words, and the
 * coordinator begins without waiting for them. Items that take long are left to the pool, and so is everything once a thread
 * has died.
 */
export class JointExecutor implements Executor {
  private readonly pool: PoolExecutor
  private readonly own: Handler
  private readonly ownSlot: number
  private readonly claims: Claims
  private readonly claimant: Claimant
  private readonly rounds: Rounds
  private readonly helpers = new Set<Helper>()
  private round = 0
  private ownBusyMs = 0
  /** The number of items of the joint job under way; null for a job of the pool. */
  private jobItems: number | null = null
  /** The time of one scoring, in milliseconds; null until a job is done. */
  private scoringMs: number | null = null
  private faulty = false

  /** @param own the handler of the coordinator's slot, with a scorer that returns no promises */
  constructor({ memory }: Workplace, own: Handler, pool: PoolExecutor) {
    this.pool = pool
    this.own = own
    this.ownSlot = memory.plan.slots - 1
    this.claims = new Claims(memory.claims)
    this.claimant = new Claimant(this.claims, new Breath())
    this.rounds = new Rounds(pool.workers)
  }

  get finished(): number {
    return this.jobItems === null ? this.pool.finished : this.jobItems - this.claims.open
  }

  get busyMs(): Float64Array {
    const { workers, busyMs } = this.pool
    return busyMs.map((ms, slot) => ms + (slot === workers - 1 ? this.ownBusyMs : this.rounds.busyMs[slot]!))
  }

  async run(job: Job, items: Items): Promise<Outcomes> {
    const { charge } = job
    const before = this.workedMs
    const jointly = !this.faulty && (this.scoringMs ?? 0) * charge <= longestItemMs
    const outcomes = jointly ? await this.runJointly(job, items) : await this.runApart(job, items)
    const ms = (this.workedMs - before) / (charge * (items.to - items.from))
    // The first jobs of a run warm up.
    this.scoringMs = Math.min(ms, this.scoringMs ?? ms)
    return outcomes
  }

  async close(): Promise<void> {
    this.rounds.end()
    await this.pool.close()
  }

  /** The milliseconds that all workers have worked so far. */
  private get workedMs(): number {
    return this.busyMs.reduce((sum, ms) => sum + ms, 0)
  }

  private async runApart(job: Job, items: Items): Promise<Outcomes> {
    await this.dismiss()
    this.jobItems = null
    return await this.pool.run(job, items)
  }

  private async runJointly(job: Job, { from, to }: Items): Promise<Outcomes> {
    this.jobItems = to - from
    this.claims.fill(Array.from({ length: to - from }, (_, index) => from + index))
    this.summon()
    const portion = { chunk: this.pool.chunkOf(to - from), most: to - from }
    const message: RoundMessage = { round: ++this.round, job, portion }
    for (const { port } of this.helpers) port.postMessage(message)
    this.rounds.open(this.round)
    const start = performance.now()
    try {
      await this.claimant.work(this.own, this.ownSlot, job, portion)
    } finally {
      this.ownBusyMs += performance.now() - start
      this.rounds.close()
      await this.allLeft()
    }
    const outcomes = this.outcomes()
    const lost = this.lost()
    return lost.length === 0 ? outcomes : joinOutcomes(outcomes, await this.pool.runItems(job, lost))
  }

  /** Lets threads of the pool attend, unless they do. */
  private summon(): void {
    const present = new Set([...this.helpers].map(({ slot }) => slot))
    const { workers } = this.pool
    for (let slot = 0; slot < workers - 1; slot++) {
      if (present.has(slot)) continue
      const { port1, port2 } = new MessageChannel()
      const helper: Helper = {
        slot,
        port: port1,
        dead: false,
        gone: this.pool.lend({ slot, workers, rounds: this.rounds.buffer, port: port2 }).then(
          () => this.dropped(helper),
          () => {
            helper.dead = true
            this.faulty = true
          },
        ),
      }
      this.helpers.add(helper)
    }
  }

  private dropped(helper: Helper): void {
    helper.port.close()
    this.helpers.delete(helper)
  }

  private async allLeft(): Promise<void> {
    for (const helper of this.helpers) {
      while (!this.rounds.left(helper.slot, napMs)) {
        await setImmediate()
        if (helper.dead) break
      }
    }
  }

  /** What is not in memory of a round's results. */
  private outcomes(): Outcomes {
    let outcomes = this.own.report()
    for (const { port } of this.helpers) {
      for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
        const report = got.message as AttendanceReport
        if (report.error !== null) throw new EvolveError('run', report.error)
        outcomes = joinOutcomes(outcomes, { ...noOutcomes, ...report.outcomes })
      }
    }
    return { ...outcomes, noisy: outcomes.noisy || this.claims.noisy }
  }

  /** The items that threads have lost by their death. */
  private lost(): number[] {
    const dead = [...this.helpers].filter((helper) => helper.dead).map(({ slot }) => slot)
    if (dead.length === 0) return []
    const underWay = this.claims.underWay().map(({ individual }) => individual)
    return [...underWay, ...dead.flatMap((slot) => this.claims.lostWith(slot))]
  }

  /** Sends the threads back to the pool. */
  private async dismiss(): Promise<void> {
    if (this.helpers.size === 0) return
    this.rounds.end()
    await Promise.all([...this.helpers].map(({ gone }) => gone))
    for (const helper of this.helpers) this.dropped(helper)
    this.rounds.close()
  }
}
