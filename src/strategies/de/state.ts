import type { GenerationPlan } from '../strategy.ts'

/** What the population has learned of good F and CR: H pairs, of which successes change one after another. */
export interface SuccessMemory {
  /** (H) M_F */
  readonly f: Float64Array
  /** (H) M_CR; `terminal` for ⊥ */
  readonly cr: Float64Array
  /** k: the pair that the next successes change. */
  next: number
}

export interface DeState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** The individuals that have been scored. */
  evaluations: number
  /** (N) of the population, whose genomes are in the shared vector `parents`; `violation` has the same shape */
  cost: Float64Array
  violation: Float64Array
  /** How many genomes the archive holds. */
  archived: number
  readonly memory: SuccessMemory
  /** True if the same genome may get other costs in another generation, so that parents are scored again. */
  resampled: boolean
}

/** A generation: first the parents that need scoring again, then a trial for each parent. The first one has neither. */
export interface DePlan extends GenerationPlan {
  /** How many of the first rows are parents scored again: none or N. */
  readonly again: number
  /** (N) F of each trial */
  readonly f: Float64Array
  /** (N) CR of each trial */
  readonly cr: Float64Array
  /** (N) the parent that a trial is drawn to */
  readonly best: Uint32Array
  /** (N) r1: a parent */
  readonly first: Uint32Array
  /** (N) r2: a parent, or N plus a place in the archive */
  readonly second: Uint32Array
}
