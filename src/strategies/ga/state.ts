/** The breeders, M of them, best first. */
export interface Breeders {
  /** (M, P) */
  readonly genomes: Float32Array
  /** (M) ascending */
  readonly cost: Float64Array
  /** (M) the step size that each was made with */
  readonly sigma: Float64Array
}

/** What `tell` must know of the rows that `ask` filled. */
export interface Brood {
  /** The first rows hold so many breeders again, in their order. */
  readonly survivors: number
  /** (bred) the first parent of each child, as a row of the breeders; the immigrants behind them have none. */
  readonly parent: Uint32Array
  /** (children) the step size that each was made with. */
  readonly sigma: Float64Array
}

export interface GaState {
  /** Of the next `ask`, from 0. */
  generation: number
  /** The step size that all share, or the mean where each has its own; 0 where the mutation has none. */
  sigma: number
  breeders: Breeders
  brood: Brood
}
