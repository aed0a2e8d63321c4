import type { Breath } from './breath.ts'
import type { Claims } from './claims.ts'
import type { Handler } from './handler.ts'
import type { Job } from './job.ts'

/** How much of a job is taken at once. */
export interface Portion {
  /** Items that are claimed at a time. */
  readonly chunk: number
  /** Items after which no more are claimed. */
  readonly most: number
}

/** Takes items of a job off the shared claims and does them: each thread of a pool is one, and at times the coordinator. */
export class Claimant {
  private readonly claims: Claims
  /** True until the first individual is begun. */
  private fresh = true

  private readonly breath: Breath | null

  /** @param breath taken between items; null on a thread that has nothing else to do */
  constructor(claims: Claims, breath: Breath | null = null) {
    this.claims = claims
    this.breath = breath
  }

  /** Works with the handler of a slot until no item is left to claim. */
  async work(handler: Handler, slot: number, job: Job, { chunk, most }: Portion): Promise<void> {
    const { claims } = this
    const together = Math.min(chunk, handler.together)
    let current = 0
    let fresh = false
    const begin = (item: number): void => claims.begin(item, slot, fresh)
    const beginCurrent = (): void => begin(current)
    let left = most
    const next = (): Int32Array => claims.take(Math.min(chunk, Math.max(0, left)))
    for (let taken = next(); taken.length > 0; taken = next()) {
      left -= taken.length
      for (let from = 0; from < taken.length; from += together) {
        fresh = this.fresh
        this.fresh = false
        if (together === 1) {
          // The usual case, without a list or a function for each item: a call of cheap code costs no more than itself.
          current = taken[from]!
          beginCurrent()
          const working = handler.do(job, current, beginCurrent)
          if (working !== undefined) await working
          this.finish(handler, current, slot)
          const turn = this.breath?.take()
          if (turn !== undefined) await turn
          continue
        }
        const items = Array.from(taken.subarray(from, from + together))
        for (const item of items) begin(item)
        const working = handler.doTogether(job, items, begin)
        if (working !== undefined) await working
        for (const item of items) this.finish(handler, item, slot)
      }
    }
  }

  private finish(handler: Handler, item: number, slot: number): void {
    if (handler.noisy) this.claims.noteNoise()
    this.claims.finish(item, slot, !handler.reports(item))
  }
}
