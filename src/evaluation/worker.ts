import { Arena } from '../memory/arena.ts'
import type { ArenaPlan } from '../memory/plan.ts'
import type { SharedVectors } from '../strategies/strategy.ts'
import type { WasmModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import type { Outcomes } from './executor.ts'
import { Handler, type Workplace } from './handler.ts'
import type { Job } from './job.ts'
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

/** A task of a thread: work on a job until no item is left to claim. */
export interface WorkerTask {
  /** The slot of the scratch area that it may write to. Concurrent tasks have different slots. */
  readonly slot: number
  readonly job: Job
  /** Items that it claims at a time. */
  readonly chunk: number
}

/** The result of a thread's task. */
export interface WorkerReport extends Outcomes {
  readonly busyMs: number
}

/** A thread's side of the pool: it takes items from the shared claims. */
export class PoolWorker {
  private readonly workplace: Workplace
  private readonly claims: Claims
  private readonly handlers = new Map<number, Handler>()

  constructor({ plan, memory, shared, spec }: WorkerSetup) {
    const arena = new Arena(plan, memory)
    this.workplace = { memory: arena, shared, spec }
    this.claims = new Claims(arena.claims)
  }

  async run({ slot, job, chunk }: WorkerTask): Promise<WorkerReport> {
    const start = performance.now()
    const handler = this.handlerOf(slot)
    for (let taken = this.claims.take(chunk); taken.length > 0; taken = this.claims.take(chunk)) {
      for (const item of taken) {
        this.claims.begin(item, slot)
        const working = handler.do(job, item)
        if (working !== undefined) await working
        this.claims.finish(item, slot)
      }
    }
    return { busyMs: performance.now() - start, ...handler.report() }
  }

  private handlerOf(slot: number): Handler {
    const handler = this.handlers.get(slot) ?? new Handler(this.workplace, slot)
    this.handlers.set(slot, handler)
    return handler
  }
}
