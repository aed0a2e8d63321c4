import type { Topology } from './topology.ts'

/** A topology with its parameters, bound to a kernel. */
export interface Model {
  readonly topology: Topology
  /** (P) */
  readonly parameters: Float32Array
  /**
   * The network's raw outputs. Neither inputs nor outputs are scaled.
   * @param inputs (S, I)
   * @returns (S, O)
   */
  forward(inputs: Float32Array): Float32Array
}
