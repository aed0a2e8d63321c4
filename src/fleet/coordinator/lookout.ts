import type { LateResult } from '../wire/late-results.ts'
import type { BatchFate } from './batch-queue.ts'
import type { DeliverySession } from './session.ts'

/** What has become of a batch. */
export interface BatchNews {
  readonly id: string
  readonly fate: BatchFate
}

/** What was seen at a look. */
export interface Sight {
  readonly late: readonly LateResult[]
  /** Of batches that had no answer before. */
  readonly fates: readonly BatchNews[]
  /** How many batches no worker had taken yet. */
  readonly waiting: number
}

/** Batches that are looked at at a time. */
const mostLooked = 64

/**
 * Looks now and then who is there and what has become of batches, in case news are lost. Nobody waits for it: where Redis is far away, a
 * look takes as long as a batch.
 */
export class Lookout {
  private readonly session: DeliverySession
  private readonly everyMs: number
  private dueAt: number
  private looking = false

  constructor(session: DeliverySession, everyMs: number) {
    this.session = session
    this.everyMs = everyMs
    this.dueAt = session.roster.lookedAt + everyMs
  }

  /** How long until the next look, milliseconds. */
  get restMs(): number {
    return this.looking ? this.everyMs : Math.max(0, this.dueAt - performance.now())
  }

  /** Makes the next look due now. */
  hurry(): void {
    this.dueAt = 0
  }

  /**
   * Looks, if that is due and no look is under way.
   * @param open batches without an answer, all of which are in the queue, the oldest first
   * @throws EvolveError if Redis is away for longer than the run waits; Interrupted if the user does not want to wait
   */
  async look(open: () => readonly string[]): Promise<Sight | null> {
    if (this.restMs > 0 || this.looking) return null
    this.looking = true
    try {
      return await this.see(open())
    } finally {
      this.looking = false
      this.dueAt = performance.now() + this.everyMs
    }
  }

  private async see(open: readonly string[]): Promise<Sight> {
    const { session, everyMs } = this
    const few = open.slice(0, mostLooked)
    const [late, fates, waiting] = await Promise.all([
      session.persist(() => session.late.take(everyMs)),
      session.persist(() => this.fatesOf(few)),
      session.persist(() => session.queue.waiting()),
      session.persist(() => session.roster.look()),
    ])
    if (!fates.some(({ fate }) => fate.kind === 'absent')) return { late, fates, waiting }
    // If one of the oldest is lost, so may be the others.
    await session.persist(() => session.restore())
    const others = await session.persist(() => this.fatesOf(open.slice(mostLooked)))
    return { late, fates: [...fates, ...others], waiting }
  }

  private async fatesOf(ids: readonly string[]): Promise<BatchNews[]> {
    const fates = await this.session.queue.look(ids)
    return ids.map((id, k) => ({ id, fate: fates[k]! }))
  }
}
