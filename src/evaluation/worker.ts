import { Arena } from '../memory/arena.ts'
import type { ArenaPlan } from '../memory/plan.ts'
import type { WasmModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import type { Scoring } from './scorer.ts'
import { Slot, type Work } from './slot.ts'

/** What a thread is told once, when it starts. */
export interface WorkerSetup {
  readonly plan: ArenaPlan
  readonly memory: WebAssembly.Memory
  readonly scoring: Scoring
  /** What the thread adopts before it computes. */
  readonly modules: WasmModules
}

/** What a thread is asked to do: take part in a generation until the queue is empty. */
export interface WorkerTask {
  /** The scratch area it may write to: no two tasks at once share one. */
  readonly slot: number
  readonly work: Work
  /** Individuals it takes at a time. */
  readonly chunk: number
}

/** What a thread did. */
export interface WorkerReport {
  readonly busyMs: number
}

/** A thread's side of the pool: works individuals off the shared queue. */
export class PoolWorker {
  private readonly arena: Arena
  private readonly scoring: Scoring
  private readonly queue: Claims
  private readonly slots = new Map<number, Slot>()

  constructor({ plan, memory, scoring }: WorkerSetup) {
    this.arena = new Arena(plan, memory)
    this.scoring = scoring
    this.queue = new Claims(this.arena.claims.words)
  }

  run({ slot, work, chunk }: WorkerTask): WorkerReport {
    const start = performance.now()
    const own = this.slot(slot)
    for (let taken = this.queue.take(chunk); taken.length > 0; taken = this.queue.take(chunk)) {
      for (const individual of taken) {
        this.queue.begin(individual)
        own.do(work, individual)
        this.queue.finish(individual)
      }
    }
    return { busyMs: performance.now() - start }
  }

  private slot(index: number): Slot {
    let slot = this.slots.get(index)
    if (slot === undefined) {
      slot = new Slot(this.arena, this.scoring, index)
      this.slots.set(index, slot)
    }
    return slot
  }
}
