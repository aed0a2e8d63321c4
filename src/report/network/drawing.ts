import type { Topology } from '../../model/topology.ts'

/** A network with its parameters and the names of what goes in and comes out. */
export interface NetworkDrawing {
  /** Absent where the place it stands in has a heading already. */
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  readonly topology: Topology
  /** (P) for each layer its biases (O), then its weights (O, I). */
  readonly parameters: Float32Array
  /** (I) names; another number of them is not drawn. */
  readonly inputs: readonly string[]
  /** (O) names; another number of them is not drawn. */
  readonly outputs: readonly string[]
}
