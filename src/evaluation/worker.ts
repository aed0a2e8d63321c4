import { performance } from 'node:perf_hooks'
import { EvolveError } from '../errors.ts'
import { Arena } from '../memory/arena.ts'
import type { ArenaPlan } from '../memory/plan.ts'
import { shortageOf } from '../shortage.ts'
import type { SharedVectors } from '../strategies/strategy.ts'
import { thrown } from '../tasks/custom/error-text.ts'
import type { WasmModules } from '../wasm-modules.ts'
import { type AttendanceSetup, attend } from './attendance.ts'
import { Claimant, type Portion } from './claimant.ts'
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

/** A task of a thread: work on a job until no item is left to claim; attend rounds of work; or the end of the user's code. */
export type WorkerTask =
  | ({
      readonly kind: 'work'
      /** The slot of the scratch area that it may write to. Concurrent tasks have different slots. */
      readonly slot: number
      readonly job: Job
    } & Portion)
  | { readonly kind: 'attend'; readonly attendance: AttendanceSetup }
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
  private readonly claimant: Claimant
  private readonly host: FitnessHost | null
  private readonly handlers = new Map<number, Handler>()

  /** @param log prints a line of the user's code */
  constructor({ plan, memory, shared, spec }: WorkerSetup, log: Log) {
    const arena = new Arena(plan, memory)
    this.workplace = { memory: arena, shared, spec }
    this.claimant = new Claimant(new Claims(arena.claims))
    this.host =
      spec.scorer.kind === 'fitness' ? new FitnessHost(spec.scorer, spec.seed, log, null, true) : null
  }

  async run(asked: WorkerTask): Promise<WorkerReport> {
    const start = performance.now()
    try {
      const outcomes = await this.outcomesOf(asked)
      return { busyMs: performance.now() - start, obstacle: null, ...outcomes }
    } catch (error) {
      // Errors lose their class between threads, and what cannot be cloned is not sent at all.
      const obstacle = error instanceof EvolveError ? error : shortageOf(error)
      if (obstacle === null) throw new Error(thrown(error).message, { cause: thrown(error).stack })
      return { busyMs: 0, obstacle: obstacle.message, ...noOutcomes }
    }
  }

  private outcomesOf(asked: WorkerTask): Promise<Outcomes> {
    switch (asked.kind) {
      case 'work':
        return this.work(asked)
      case 'attend':
        return this.attend(asked.attendance)
      case 'close':
        return this.close()
    }
  }

  private async work({ slot, job, ...portion }: Extract<WorkerTask, { kind: 'work' }>): Promise<Outcomes> {
    const handler = await this.handlerOf(slot)
    await this.claimant.work(handler, slot, job, portion)
    return handler.report()
  }

  private async attend(attendance: AttendanceSetup): Promise<Outcomes> {
    await attend(attendance, this.claimant, await this.handlerOf(attendance.slot))
    return noOutcomes
  }

  private async handlerOf(slot: number): Promise<Handler> {
    const handler = this.handlers.get(slot) ?? new Handler(this.workplace, slot, this.host)
    this.handlers.set(slot, handler)
    await handler.ready()
    return handler
  }

  private async close(): Promise<Outcomes> {
    await this.host?.close()
    return noOutcomes
  }
}
