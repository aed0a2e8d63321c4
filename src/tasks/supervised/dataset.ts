import type { Signature } from '../../model/signature.ts'

/** Samples ready for a network: scaled, encoded, float32. */
export interface Samples {
  /** S */
  readonly count: number
  /** (S, I) */
  readonly inputs: Float32Array
  /** (S, O) */
  readonly targets: Float32Array
  /** (S) how much each sample counts in the loss; null if all count alike */
  readonly weights: Float32Array | null
}

/** A data set for training, in three parts. */
export interface Dataset {
  readonly train: Samples
  /** Count 0 if the config asks for none. */
  readonly validation: Samples
  readonly test: Samples
}

/** A data set, and what a network needs to know about it. */
export interface PreparedData {
  readonly data: Dataset
  /** I, after one-hot encoding. */
  readonly inputs: number
  /** O */
  readonly outputs: number
  readonly signature: Signature
  /**
   * What the user should know about how the data was read, one line each: rows dropped or cells filled, and how many.
   */
  readonly notes: readonly string[]
}
