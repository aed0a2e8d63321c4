import type { optimisers } from './optimisers/index.ts'

/** What a descent goes down: the mean loss over samples, a minibatch at a time. */
export interface Objective {
  /** S */
  readonly samples: number
  /** (P) what learns, in place. */
  readonly parameters: Float32Array
  /** (P) what `differentiate` writes to. */
  readonly gradient: Float32Array
  /** The optimisers that can work on these vectors. */
  readonly optimisers: typeof optimisers
  /** For one descent: gives zeros (P) for the state of its optimiser, where that can work on them; twice at most. */
  allocator(): () => Float32Array
  /**
   * The gradient of the mean loss over some samples.
   * @param indices (B) each in [0, S); null: all samples
   * @returns the mean loss
   */
  differentiate(indices: Uint32Array | null): number
}
