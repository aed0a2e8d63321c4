import { performance } from 'node:perf_hooks'
import { EvolveError } from '../errors.ts'
import { Arena } from '../memory/arena.ts'
import type { ArenaPlan } from '../memory/plan.ts'
import { shortageOf } from '../shortage.ts'
import type { SharedVectors } from '../strategies/strategy.ts'
import { thrown } from '../tasks/custom/error-text.ts'
import type { WasmModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import { noOutcomes, type Outcomes } from './executor.ts'
import { Handler, type Workplace } from './handler.ts'
import type { Job } from './job.ts'
import { FitnessHost, type Log } from './scorers/custom/host.ts'
import type { EvaluationSpec } from './spec.ts'

/** The data that a thread gets once, at its start. */
export interface WorkerSetup {
  readonly plan: ArenaPlan
  readonly memory: WebAssembly.Memory
  readonly shared: SharedVectors
  readonly spec: EvaluationSpec
  /** The compiled modules that the thread adopts before it computes. */
  readonly modules: WasmModules
}

/** A task of a thread: work on a job until no item is left to claim; or the end of the user's code. */
export type WorkerTask =
  | {
      readonly kind: 'work'
      /** The slot of the scratch area that it may write to. Concurrent tasks have different slots. */
      readonly slot: number
      readonly job: Job
      /** Items that it claims at a time. */
      readonly chunk: number
      /** Items after which it claims no more, and reports. */
      readonly most: number
    }
  | { readonly kind: 'close' }

/** The result of a thread's task. */
export interface WorkerReport extends Outcomes {
  readonly busyMs: number
  /** Why the thread cannot score anything; null if it can. */
  readonly obstacle: string | null
}

/** A thread's side of the pool: it takes items from the shared claims. */
export class PoolWorker {
  private readonly workplace: Workplace
  private readonly claims: Claims
  private readonly host: FitnessHost | null
  private readonly handlers = new Map<number, Handler>()
  /** True until the thread begins its first individual. */
  private fresh = true

  /** @param log prints a line of the user's code */
  constructor({ plan, memory, shared, spec }: WorkerSetup, log: Log) {
    const arena = new Arena(plan, memory)
    this.workplace = { memory: arena, shared, spec }
    this.claims = new Claims(arena.claims)
    this.host =
      spec.scorer.kind === 'fitness' ? new FitnessHost(spec.scorer, spec.seed, log, null, true) : null
  }

  async run(asked: WorkerTask): Promise<WorkerReport> {
    const start = performance.now()
    try {
      const outcomes = asked.kind === 'close' ? await this.close() : await this.work(asked)
      return { busyMs: performance.now() - start, obstacle: null, ...outcomes }
    } catch (error) {
      // Errors lose their class between threads, and what cannot be cloned is not sent at all.
      const obstacle = error instanceof EvolveError ? error : shortageOf(error)
      if (obstacle === null) throw new Error(thrown(error).message, { cause: thrown(error).stack })
      return { busyMs: 0, obstacle: obstacle.message, ...noOutcomes }
    }
  }

  private async work({ slot, job, chunk, most }: Extract<WorkerTask, { kind: 'work' }>): Promise<Outcomes> {
    const handler = this.handlers.get(slot) ?? new Handler(this.workplace, slot, this.host)
    this.handlers.set(slot, handler)
    await handler.ready()
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
          continue
        }
        const items = Array.from(taken.subarray(from, from + together))
        for (const item of items) begin(item)
        const working = handler.doTogether(job, items, begin)
        if (working !== undefined) await working
        for (const item of items) this.finish(handler, item, slot)
      }
    }
    return handler.report()
  }

  private finish(handler: Handler, item: number, slot: number): void {
    if (handler.noisy) this.claims.noteNoise()
    this.claims.finish(item, slot, !handler.reports(item))
  }

  private async close(): Promise<Outcomes> {
    await this.host?.close()
    return noOutcomes
  }
}
