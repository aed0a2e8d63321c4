import { Arena } from '../kernels/arena.ts'
import type { ArenaPlan, Region } from '../kernels/plan.ts'
import { Scorer, type Scoring } from './scorer.ts'
import { WorkQueue } from './work-queue.ts'

/** What a thread is told once, when it starts. */
export interface WorkerSetup {
  readonly plan: ArenaPlan
  readonly memory: WebAssembly.Memory
  readonly scoring: Scoring
}

/** What a thread is asked to do: take part in a generation until the queue is empty. */
export interface WorkerTask {
  /** The scratch area it may write to: no two tasks at once share one. */
  readonly slot: number
  readonly region: Region
  /** Individuals it takes at a time. */
  readonly chunk: number
}

/** What a thread did. */
export interface WorkerReport {
  readonly busyMs: number
}

/** A thread's side of the pool: scores individuals off the shared queue. */
export class PoolWorker {
  private readonly arena: Arena
  private readonly scoring: Scoring
  private readonly queue: WorkQueue
  private readonly scorers = new Map<number, Scorer>()

  constructor({ plan, memory, scoring }: WorkerSetup) {
    this.arena = new Arena(plan, memory)
    this.scoring = scoring
    this.queue = new WorkQueue(this.arena.control)
  }

  run({ slot, region, chunk }: WorkerTask): WorkerReport {
    const start = performance.now()
    const scorer = this.scorer(slot)
    const { fitness } = this.arena
    for (let taken = this.queue.take(chunk); taken.length > 0; taken = this.queue.take(chunk)) {
      for (const individual of taken) {
        this.queue.begin(individual)
        fitness[individual] = scorer.score(individual, region)
        this.queue.finish(individual)
      }
    }
    return { busyMs: performance.now() - start }
  }

  private scorer(slot: number): Scorer {
    let scorer = this.scorers.get(slot)
    if (scorer === undefined) {
      scorer = new Scorer(this.arena, this.scoring, slot)
      this.scorers.set(slot, scorer)
    }
    return scorer
  }
}
