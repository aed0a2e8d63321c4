import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Piscina } from 'piscina'
import type { Arena } from '../memory/arena.ts'
import { compiledModules } from '../wasm-modules.ts'
import { Claims } from './claims.ts'
import type { Scoring } from './scorer.ts'
import type { Work } from './slot.ts'
import type { WorkerReport, WorkerSetup, WorkerTask } from './worker.ts'

/** How often an individual is tried whose thread died at it. */
const attempts = 2

/** Worker threads that score one population together. They start when first asked and live until `close`. */
export class EvaluationPool {
  readonly workers: number
  private readonly arena: Arena
  private readonly queue: Claims
  private readonly piscina: Piscina<WorkerTask, WorkerReport>
  /** (workers) milliseconds at work since the pool began; what a thread did that died is not in it. */
  readonly busyMs: Float64Array

  constructor(arena: Arena, scoring: Scoring, workers: number) {
    this.workers = workers
    this.busyMs = new Float64Array(workers)
    this.arena = arena
    this.queue = new Claims(arena.claims.words)
    const modules = compiledModules()
    const setup: WorkerSetup = { plan: arena.plan, memory: arena.memory, scoring, modules }
    this.piscina = new Piscina({
      filename: pathToFileURL(createRequire(import.meta.url).resolve('#workers/evaluate')).href,
      minThreads: workers,
      maxThreads: workers,
      workerData: setup,
    })
    // A thread that dies between tasks is replaced by piscina; one that dies in a task rejects it, and is seen there.
    this.piscina.on('error', () => {})
  }

  /** The threads' ids, for tests that end one. */
  get threads(): Piscina['threads'] {
    return this.piscina.threads
  }

  /**
   * Does the work with individuals 0 … count-1; what it yields goes to the arena. An individual at which a thread dies is
   * tried once more; if that kills a thread too, its fitness is NaN.
   */
  async run(count: number, work: Work): Promise<void> {
    const tried = new Map<number, number>()
    let individuals = Array.from({ length: count }, (_, index) => index)
    // Small chunks towards an even finish; a handful of takes a thread costs nothing.
    let chunk = Math.max(1, Math.floor(count / (this.workers * 64)))
    while (individuals.length > 0) {
      this.queue.fill(individuals)
      await this.round(work, chunk)
      const { waiting, begun } = this.queue.leftovers()
      const again = begun.filter((individual) => this.mayTryAgain(individual, work, tried))
      individuals = [...waiting, ...again]
      chunk = 1
    }
  }

  async close(): Promise<void> {
    await this.piscina.destroy()
  }

  private async round(work: Work, chunk: number): Promise<void> {
    const tasks = Array.from({ length: this.workers }, (_, slot) => this.piscina.run({ slot, work, chunk }))
    const outcomes = await Promise.allSettled(tasks)
    outcomes.forEach((outcome, slot) => {
      if (outcome.status === 'fulfilled') this.busyMs[slot]! += outcome.value.busyMs
    })
    // Every task must have ended, well or not, before anything is read or begun again. A round in which all of them
    // failed and nothing was begun would go round for ever: what failed then is the thread itself.
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failure === undefined) return
    const untouched = this.queue.leftovers().begun.length === 0
    if (untouched && outcomes.every((outcome) => outcome.status === 'rejected')) throw failure.reason
  }

  private mayTryAgain(individual: number, work: Work, tried: Map<number, number>): boolean {
    const times = (tried.get(individual) ?? 0) + 1
    tried.set(individual, times)
    if (times < attempts) return true
    this.arena.population.fitness[work.kind === 'score' ? individual : work.rows[individual]!] = Number.NaN
    return false
  }
}
