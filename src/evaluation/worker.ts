import { Arena } from '../memory/arena.ts'
import type { ArenaPlan } from '../memory/plan.ts'
import type { SharedVectors } from '../strategies/strategy.ts'
import type { WasmModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import type { Outcomes } from './executor.ts'
import { Handler, type Workplace } from './handler.ts'
import type { Job } from './job.ts'
import type { EvaluationSpec } from './spec.ts'

/** What a thread is told once, when it starts. */
export interface WorkerSetup {
  readonly plan: ArenaPlan
  readonly memory: WebAssembly.Memory
  readonly shared: SharedVectors
  readonly spec: EvaluationSpec
  /** What the thread adopts before it computes. */
  readonly modules: WasmModules
}

/** What a thread is asked to do: take part in a job until no claim is left. */
export interface WorkerTask {
  /** The scratch area it may write to: no two tasks at once share one. */
  readonly slot: number
  readonly job: Job
  /** Items it takes at a time. */
  readonly chunk: number
}

/** What a thread did. */
export interface WorkerReport extends Outcomes {
  readonly busyMs: number
}

/** A thread's side of the pool: takes items off the shared claims. */
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
