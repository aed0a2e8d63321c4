import { setImmediate } from 'node:timers/promises'
import type { Items, Outcomes } from '../../evaluation/executor.ts'
import type { Workplace } from '../../evaluation/handler.ts'
import type { Job } from '../../evaluation/job.ts'
import type { GenerationPlan, Materialise } from '../../strategies/strategy.ts'
import { type BatchAnswer, type BatchMessage, readAnswer } from '../wire/messages.ts'
import { Attendance, type AttendanceOptions } from './attendance.ts'
import type { BatchFate } from './batch-queue.ts'
import { type Batch, BatchRound } from './batch-round.ts'
import type { BatchSizes } from './batch-sizes.ts'
import { makeGenomes } from './genome-slices.ts'
import { Inbox } from './inbox.ts'
import { Lookout, type Sight } from './lookout.ts'
import { ResultDesk } from './result-desk.ts'
import type { DeliverySession } from './session.ts'
import type { Tally } from './tally.ts'

/** Some items of a job that are to be done. */
export interface Order {
  readonly job: Job
  readonly items: Items
  /** What its batches name beside their items. */
  readonly needs: Pick<BatchMessage, 'stage' | 'vectors'>
  /** What travels with the first batches. */
  readonly brought: NonNullable<BatchMessage['brought']>
  /** What the ids of its batches begin with. */
  readonly name: string
}

/** What a delivery works with. */
export interface DeliveryParts extends AttendanceOptions {
  readonly workplace: Workplace
  readonly session: DeliverySession
  readonly sizes: BatchSizes
  readonly tally: Tally
  readonly materialise: Materialise<GenerationPlan>
  /** Called with the answer to a batch of another delivery. */
  readonly onStray: (id: string, answer: unknown) => void
  readonly lock: number
  /** The queue is looked at so often, in case news are lost, milliseconds. */
  readonly lookMs: number
}

/** A batch may take so many times as long as expected, and so much longer, until it is handed out again. */
const patience = 3
const patienceMs = 500
/** A machine that waits takes a batch within so many milliseconds, where Redis is near. */
const headStartMs = 4

/**
 * Brings the items of a job to the workers, and their results home. Whatever happens to a batch, its items are handed out again until each
 * has a result. While others compute, it makes the genomes that the strategy will be told of.
 */
export class Delivery {
  private readonly order: Order
  private readonly parts: DeliveryParts
  private readonly round: BatchRound
  private readonly results: ResultDesk
  private readonly inbox = new Inbox<() => Promise<void>>()
  private readonly handed = new Map<string, Batch>()
  /** Batch and worker of results that have been taken: news of them may come again. */
  private readonly taken = new Set<string>()
  /** When no batch waited for a worker any more; null while some do. */
  private allTakenAt: number | null = null
  private readonly attendance: Attendance
  private readonly lookout: Lookout

  constructor(order: Order, parts: DeliveryParts) {
    this.order = order
    this.parts = parts
    this.round = new BatchRound(order.name, order.items)
    this.attendance = new Attendance(parts.session.roster, parts)
    this.lookout = new Lookout(parts.session, parts.lookMs)
    this.results = new ResultDesk(order.job, parts.workplace, parts.onNotice)
  }

  /** How many items have a result. */
  get finished(): number {
    return this.round.finished
  }

  /**
   * @throws EvolveError if there is nobody who computes, or no Redis, for longer than the run waits; Interrupted if the user does
   *   not want to wait
   */
  async run(): Promise<Outcomes> {
    const { session, sizes, materialise, workplace } = this.parts
    const { job, items } = this.order
    session.queue.onFate = (id, fate) => this.inbox.put(() => this.take(id, fate))
    if (session.roster.workers.length === 0) await session.persist(() => session.roster.look())
    const { strength, workers } = session.roster
    sizes.keep(new Set(workers.map(({ name }) => name)))
    const batches = this.round.begin(sizes.split(items.to - items.from, strength), performance.now())
    await this.begin(batches, Math.max(1, strength.machines))
    const genomes = makeGenomes(job, items, workplace.memory.population, materialise)
    while (!this.round.over) {
      void this.look()
      if (genomes.next().done === true) await this.inbox.wait(this.lookout.restMs)
      else await setImmediate()
      for (const take of this.inbox.take()) await take()
    }
    while (genomes.next().done !== true) await setImmediate()
    this.dropSurplus()
    return this.results.outcomes
  }

  /** Looks at the queue now. */
  hurry(): void {
    this.lookout.hurry()
    this.inbox.nudge()
  }

  /** Compares a result that comes after the end with the one that counted. */
  async recall(id: string, sent: unknown): Promise<void> {
    const { session } = this.parts
    const [batch, answer] = [this.handed.get(id), readAnswer(sent, session.key)]
    if (batch === undefined || answer?.kind !== 'done' || this.taken.has(`${id} ${answer.worker}`)) return
    const read = await this.results.read(batch, { ...answer.result, learned: null }, session.store)
    const items = Array.from({ length: batch.to - batch.from }, (_, k) => batch.from + k)
    if (read !== null) this.results.compare(read, items, answer.worker)
  }

  /** Hands out a batch for each machine, and the others when each has had time to take one: it takes two if it can. */
  private async begin(batches: readonly Batch[], machines: number): Promise<void> {
    const beganAt = performance.now()
    await this.hand(batches.slice(0, machines), this.order.brought)
    const rest = batches.slice(machines)
    if (rest.length === 0) return
    const waitMs = Math.max(headStartMs, 2 * (performance.now() - beganAt))
    setTimeout(() => this.inbox.put(() => this.hand(rest)), waitMs)
  }

  private async hand(batches: readonly Batch[], brought: BatchMessage['brought'] = {}): Promise<void> {
    if (batches.length === 0) return
    const { session } = this.parts
    const { needs } = this.order
    for (const batch of batches) this.handed.set(batch.id, batch)
    this.allTakenAt = null
    const messages = batches.map(({ id, from, to }) => ({ id, message: { ...needs, brought, from, to } }))
    await session.persist(() => session.queue.add(messages))
  }

  private async take(id: string, fate: BatchFate): Promise<void> {
    const batch = this.handed.get(id)
    if (batch === undefined && fate.kind === 'answered') this.parts.onStray(id, fate.answer)
    if (batch === undefined || fate.kind === 'open') return
    const now = performance.now()
    if (fate.kind === 'absent') return await this.hand(this.round.again(id, now))
    const answer = readAnswer(fate.answer, this.parts.session.key)
    if (answer?.kind !== 'died') return await this.accept(batch, answer)
    const verdict = this.round.died(id, now)
    if (verdict.kind === 'again') return await this.hand(verdict.batches)
    this.results.poisoned(verdict.item)
    this.round.settle(verdict.item)
  }

  private async accept(batch: Batch, answer: BatchAnswer | null): Promise<void> {
    const { session, sizes, tally, onNotice } = this.parts
    const again = (): Promise<void> => this.hand(this.round.again(batch.id, performance.now()))
    if (answer?.kind === 'missing') await session.persist(() => session.restore())
    if (answer?.kind !== 'done') {
      if (answer === null) onNotice('a result was refused: it is not of a worker of this run')
      return await again()
    }
    const { result, worker } = answer
    if (this.taken.has(`${batch.id} ${worker}`)) return
    const read = await session.persist(() => this.results.read(batch, result, session.store))
    if (read === null) {
      onNotice(`a result of worker ${worker} was refused: it does not fit its batch`)
      return await again()
    }
    this.taken.add(`${batch.id} ${worker}`)
    const { fresh, known } = this.round.take(batch.id, batch)
    this.results.write(read, fresh, worker)
    this.results.compare(read, known, worker)
    const items = batch.to - batch.from
    sizes.observe({ items, worker, ...result })
    tally.take(worker, items, result)
    if (known.length > 0 || batch.copy) this.dropSurplus()
  }

  /** The ids of batches that were handed out and have no answer. */
  private get open(): string[] {
    return this.round.open.map(({ id }) => id).filter((id) => this.handed.has(id))
  }

  /** Looks at the queue, if that is due. What it sees is news like others. */
  private async look(): Promise<void> {
    try {
      const sight = await this.lookout.look(() => this.open)
      if (sight === null) return
      // Nobody reads the inbox any more, and late results are seen once.
      if (this.round.over) for (const { id, answer } of sight.late) this.parts.onStray(id, answer)
      else this.inbox.put(() => this.takeSight(sight))
    } catch (error) {
      this.inbox.put(() => Promise.reject(error))
    }
  }

  /** @throws EvolveError if nobody has worked for the run for too long; Interrupted if the user does not want to wait */
  private async takeSight({ late, fates, waiting }: Sight): Promise<void> {
    this.attendance.check()
    const { key } = this.parts.session
    // What is no result at all says nothing of its batch.
    for (const { id, answer } of late)
      if (readAnswer(answer, key)?.kind === 'done') await this.take(id, { kind: 'answered', answer })
    for (const { id, fate } of fates) await this.take(id, fate)
    if (!this.round.over) await this.repeatLate(waiting)
  }

  /** Hands out again what a worker has had for too long, once there is nothing else to take. */
  private async repeatLate(waiting: number): Promise<void> {
    const { session, sizes, lock } = this.parts
    const now = performance.now()
    if (waiting > 0) {
      this.allTakenAt = null
      return
    }
    this.allTakenAt ??= now
    const { machines, threads } = session.roster.strength
    const limitMs = (items: number): number => {
      const expected = sizes.expectedMs(items, threads / Math.max(1, machines))
      return expected === null ? lock * 1000 : expected * patience + patienceMs
    }
    await this.hand(this.round.late(now, this.allTakenAt, limitMs))
  }

  /** Takes out of the queue what needs no answer any more. Nobody waits for it: what stays is computed in vain. */
  private dropSurplus(): void {
    const { session } = this.parts
    const ids = this.round.surplus()
    if (ids.length > 0) session.persist(() => session.queue.remove(ids)).catch(() => {})
  }
}
