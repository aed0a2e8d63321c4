import type { GenerationPlan } from '../strategy.ts'

/** The parents, M of them, best first. Their genomes lie in the shared vector `parents`. */
export interface GaParents {
  /** (M) as the next one, in ranking order */
  readonly cost: Float64Array
  readonly violation: Float64Array
  /** (M) the step size that each was made with */
  readonly sigma: Float64Array
}

export interface GaState {
  /** Of the next plan, from 0. */
  generation: number
  /** The step size that all share, or the mean where each has its own; 0 where the mutation has none. */
  sigma: number
  parents: GaParents
  /** Which half of the shared vector holds the parents: `tell` writes the next ones to the other. */
  half: 0 | 1
}

/** A generation: first the parents that need scoring again, best first, then the children, then the immigrants. */
export interface GaPlan extends GenerationPlan {
  /** How many parents stand in the first rows again. */
  readonly again: number
  /** (children, 2) the ranks of each child's parents; the rows behind the children are immigrants. */
  readonly pairs: Uint32Array
  /** The step size that all share. */
  readonly sigma: number
  /** (M) the step size that each parent was made with. */
  readonly parentSigma: Float64Array
  /** Which half of the shared vector holds the parents. */
  readonly half: 0 | 1
}
