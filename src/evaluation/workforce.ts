import { setImmediate } from 'node:timers/promises'
import type { Arena } from '../memory/arena.ts'
import { EvaluationPool } from './pool.ts'
import type { Scoring } from './scorer.ts'
import type { Slot, Work } from './slot.ts'

/**
 * What handing a generation to the threads and hearing back costs, in milliseconds: measured by bench/handout.mjs.
 * A generation that one thread scores in less stays in process.
 */
const handoutMs = 0.25

/** In process, signals and timers wait at most about this long for their turn. */
const breathMs = 50

/** Works through the individuals of a generation: in process, or on threads where that pays. */
export class Workforce {
  /** Threads; 0 works in process. */
  readonly workers: number
  private readonly arena: Arena
  private readonly scoring: Scoring
  private readonly slot: Slot
  private readonly onNotice: (line: string) => void
  private pool: EvaluationPool | null = null
  /** What scoring one individual takes in process, in milliseconds; null until measured. */
  private individualMs: number | null = null
  private noticed = false
  private breathedAt: number = performance.now()

  /**
   * @param slot the coordinator's
   * @param onNotice told once if the threads are not worth starting
   */
  constructor(arena: Arena, scoring: Scoring, slot: Slot, workers: number, onNotice: (line: string) => void) {
    this.workers = workers
    this.arena = arena
    this.scoring = scoring
    this.slot = slot
    this.onNotice = onNotice
  }

  /**
   * Does the work with individuals 0 … count-1. Who does it changes no result.
   * @param charge what the work costs for one of them, in scorings
   */
  async run(count: number, work: Work, charge: number): Promise<void> {
    if (count === 0) return
    if (this.worthHandingOut(count * charge, work)) {
      this.pool ??= new EvaluationPool(this.arena, this.scoring, this.workers)
      await this.pool.run(count, work)
    } else {
      await this.runHere(count, work)
    }
  }

  /** What each worker has worked so far, in milliseconds; undefined where none was started. */
  get busyMs(): Float64Array | undefined {
    return this.pool?.busyMs.slice()
  }

  async close(): Promise<void> {
    const { pool } = this
    this.pool = null
    await pool?.close()
  }

  private async runHere(count: number, work: Work): Promise<void> {
    for (let individual = 0; individual < count; individual++) {
      this.slot.do(work, individual)
      if (performance.now() - this.breathedAt < breathMs) continue
      await setImmediate()
      this.breathedAt = performance.now()
    }
  }

  /** @param scorings that the whole work amounts to */
  private worthHandingOut(scorings: number, { region }: Work): boolean {
    if (this.workers === 0) return false
    this.individualMs ??= this.timeOne(region)
    const worth = this.individualMs * scorings > handoutMs
    if (!worth && !this.noticed) {
      this.noticed = true
      this.onNotice('a generation takes less time than handing it to the workers: scoring it in process')
    }
    return worth
  }

  /** The second of two scorings of the first row: the first one warms up. */
  private timeOne(region: Work['region']): number {
    this.slot.scorer.score(0, region)
    const start = performance.now()
    this.slot.scorer.score(0, region)
    return performance.now() - start
  }
}
