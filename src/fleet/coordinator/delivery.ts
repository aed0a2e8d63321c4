import { setImmediate } from 'node:timers/promises'
import type { Items, Outcomes } from '../../evaluation/executor.ts'
import type { Workplace } from '../../evaluation/handler.ts'
import type { Job } from '../../evaluation/job.ts'
import type { GenerationPlan, Materialise } from '../../strategies/strategy.ts'
import type { LateResults } from '../wire/late-results.ts'
import { type BatchAnswer, type BatchMessage, readAnswer } from '../wire/messages.ts'
import { Attendance, type AttendanceOptions } from './attendance.ts'
import type { BatchFate } from './batch-queue.ts'
import { type Batch, BatchRound } from './batch-round.ts'
import type { BatchSizes } from './batch-sizes.ts'
import { Inbox } from './inbox.ts'
import { ResultDesk } from './result-desk.ts'
import type { Roster } from './roster.ts'
import type { Session } from './session.ts'
import type { Tally } from './tally.ts'

/** Some items of a job that are to be done. */
export interface Order {
  readonly job: Job
  readonly items: Items
  /** What its batches name beside their items. */
  readonly needs: Pick<BatchMessage, 'stage' | 'vectors'>
  /** What the ids of its batches begin with. */
  readonly name: string
}

/** The part of a session that is used. */
export interface DeliverySession extends Pick<Session, 'key' | 'queue' | 'store' | 'persist' | 'restore'> {
  readonly late: Pick<LateResults, 'take'>
  readonly roster: Pick<Roster, 'workers' | 'refusals' | 'strength' | 'look' | 'refresh'>
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
/** Batches that are looked at at a time. */
const mostLooked = 64
/** Genomes are made for so long until the queue is listened to again, milliseconds. */
const sliceMs = 5

/**
 * Brings the items of a job to the workers, and their results home. Whatever happens to a batch, its items are handed out again until each
 * has a result. While others compute, it makes the genomes that the strategy will be told of.
 */
export class Delivery {
  private readonly order: Order
  private readonly parts: DeliveryParts
  private readonly round: BatchRound
  private readonly results: ResultDesk
  private readonly inbox = new Inbox<{ readonly id: string; readonly fate: BatchFate }>()
  private readonly handed = new Map<string, Batch>()
  /** Batch and worker of results that have been taken: news of them may come again. */
  private readonly taken = new Set<string>()
  /** When no batch waited for a worker any more; null while some do. */
  private allTakenAt: number | null = null
  private readonly attendance: Attendance
  private lookAt = 0

  constructor(order: Order, parts: DeliveryParts) {
    this.order = order
    this.parts = parts
    this.round = new BatchRound(order.name, order.items)
    this.attendance = new Attendance(parts.session.roster, parts)
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
    const { session, sizes, lookMs } = this.parts
    const { items } = this.order
    session.queue.onFate = (id, fate) => this.inbox.put({ id, fate })
    await Promise.all([session.persist(() => session.roster.refresh(lookMs)), this.takeLate()])
    const { strength, workers } = session.roster
    sizes.keep(new Set(workers.map(({ name }) => name)))
    await this.hand(this.round.begin(sizes.split(items.to - items.from, strength), performance.now()))
    const genomes = this.makeGenomes()
    this.lookAt = performance.now() + lookMs
    while (!this.round.over) {
      if (genomes.next().done === true) await this.inbox.wait(Math.max(0, this.lookAt - performance.now()))
      else await setImmediate()
      for (const { id, fate } of this.inbox.take()) await this.take(id, fate)
      if (performance.now() < this.lookAt || this.round.over) continue
      await this.look()
      this.lookAt = performance.now() + lookMs
    }
    while (genomes.next().done !== true) await setImmediate()
    await this.dropSurplus()
    return this.results.outcomes
  }

  /** Looks at the queue now. */
  hurry(): void {
    this.lookAt = 0
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

  /** Makes the genomes of the rows, and pauses now and then. */
  private *makeGenomes(): Generator<void> {
    const { job, items } = this.order
    if (job.kind !== 'score') return
    const { population } = this.parts.workplace.memory
    let pauseAt = performance.now() + sliceMs
    for (let row = items.from; row < items.to; row++) {
      this.parts.materialise(job.plan, row, population.genome(row))
      if (performance.now() < pauseAt) continue
      yield
      pauseAt = performance.now() + sliceMs
    }
  }

  private async hand(batches: readonly Batch[]): Promise<void> {
    if (batches.length === 0) return
    const { session } = this.parts
    const { needs } = this.order
    for (const batch of batches) this.handed.set(batch.id, batch)
    this.allTakenAt = null
    const messages = batches.map(({ id, from, to }) => ({ id, message: { ...needs, from, to } }))
    // What is added together is seen together: workers begin with the first ones while the others are added.
    const first = Math.max(1, session.roster.strength.machines)
    const parts = [messages.slice(0, first), messages.slice(first)].filter(({ length }) => length > 0)
    await session.persist(() => Promise.all(parts.map((part) => session.queue.add(part))))
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
    if (known.length > 0 || batch.copy) await this.dropSurplus()
  }

  private async look(): Promise<void> {
    const { session } = this.parts
    await session.persist(() => session.roster.look())
    await this.takeLate()
    this.attendance.check()
    const open = this.round.open.map(({ id }) => id)
    // Those that have been away longest come first. If one of them is lost, so may be the others.
    const few = open.slice(0, mostLooked)
    const fates = [...(await session.persist(() => session.queue.look(few)))]
    if (fates.some(({ kind }) => kind === 'absent')) {
      await session.persist(() => session.restore())
      fates.push(...(await session.persist(() => session.queue.look(open.slice(mostLooked)))))
    }
    for (const [k, fate] of fates.entries()) await this.take(open[k]!, fate)
    if (!this.round.over) await this.repeatLate()
  }

  /** Takes results of workers who had lost their batch. What is no result at all says nothing of the batch. */
  private async takeLate(): Promise<void> {
    const { session, lookMs } = this.parts
    for (const { id, answer } of await session.persist(() => session.late.take(lookMs)))
      if (readAnswer(answer, session.key)?.kind === 'done') await this.take(id, { kind: 'answered', answer })
  }

  /** Hands out again what a worker has had for too long, once there is nothing else to take. */
  private async repeatLate(): Promise<void> {
    const { session, sizes, lock } = this.parts
    const now = performance.now()
    if ((await session.persist(() => session.queue.waiting())) > 0) {
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

  private async dropSurplus(): Promise<void> {
    const { session } = this.parts
    const ids = this.round.surplus()
    if (ids.length > 0) await session.persist(() => session.queue.remove(ids))
  }
}
