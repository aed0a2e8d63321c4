import type { optimisers } from './optimisers/index.ts'

/** The function that a descent minimises: the mean loss over samples, one minibatch at a time. */
export interface Objective {
  /** S */
  readonly samples: number
  /** (P) the parameters; the descent changes them in place. */
  readonly parameters: Float32Array
  /** (P) the gradient; `differentiate` writes it. */
  readonly gradient: Float32Array
  /** The optimisers that can work on these vectors. */
  readonly optimisers: typeof optimisers
  /**
   * Returns a function that allocates zeros (P) for the optimiser state of one descent, in memory that the optimiser
   * can use. The function that it returns may be called at most twice.
   */
  allocator(): () => Float32Array
  /**
   * Computes the gradient of the mean loss over some samples.
   * @param indices (B) each in [0, S); null: all samples
   * @returns the mean loss
   */
  differentiate(indices: Uint32Array | null): number
}
