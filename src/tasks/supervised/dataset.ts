import type { Signature } from '../../model/signature.ts'

/** Samples ready for a network: scaled, encoded, float32. */
export interface Samples {
  /** S */
  readonly count: number
  /** (S, I) */
  readonly inputs: Float32Array
  /** (S, O) */
  readonly targets: Float32Array
}

/** A data set as it goes into training, in three parts. */
export interface Dataset {
  readonly train: Samples
  /** Count 0 where the config asks for none. */
  readonly validation: Samples
  readonly test: Samples
}

/** A data set, and what a network needs to know of it. */
export interface PreparedData {
  readonly data: Dataset
  /** I, after one-hot encoding. */
  readonly inputs: number
  /** O */
  readonly outputs: number
  readonly signature: Signature
  /** What the user should know of the reading: rows dropped, cells filled, and how many. One line each. */
  readonly notes: readonly string[]
}
