import type { GenerationPlan } from '../strategy.ts'

/** The parents, M of them, best first. Their genomes are in the shared vector `parents`. */
export interface GaParents {
  /** (M) in ranking order; `violation` has the same shape and order */
  readonly cost: Float64Array
  readonly violation: Float64Array
  /** (M) the step size that each of these was made with */
  readonly sigma: Float64Array
}

export interface GaState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** The shared step size, or the mean if each individual has its own; 0 if the mutation has none. */
  sigma: number
  parents: GaParents
  /** True if the same genome may get other costs in another generation, so that survivors are scored again. */
  resampled: boolean
}

/** A generation: first the parents that need scoring again, best first, then the children, then the immigrants. */
export interface GaPlan extends GenerationPlan {
  /** How many of the first rows are parents scored again. */
  readonly again: number
  /** (children, 2) the ranks of each child's parents; the rows after the children are immigrants. */
  readonly pairs: Uint32Array
  /** The shared step size. */
  readonly sigma: number
  /** (M) the step size that each parent was made with. */
  readonly parentSigma: Float64Array
}
