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

/** A data set as it goes into training, in three parts, and what the model file must remember of it. */
export interface Dataset {
  /** I, after one-hot encoding. */
  readonly inputs: number
  /** O */
  readonly outputs: number
  readonly signature: Signature
  readonly train: Samples
  /** Count 0 where the config asks for none. */
  readonly validation: Samples
  readonly test: Samples
  /** What the user should know of the reading: rows dropped, cells filled, and how many. One line each. */
  readonly notes: readonly string[]
}
