import type { Topology } from '../../model/topology.ts'

/** A network with its parameters and the names of its inputs and outputs. */
export interface NetworkDrawing {
  /** Left out where the page has a heading of its own. */
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  readonly topology: Topology
  /** (P) for each layer its biases (O), if it has them, then its weights (O, fan-in). */
  readonly parameters: Float32Array
  /** (I) names; not drawn if there are more or fewer. */
  readonly inputs: readonly string[]
  /** (O) names; not drawn if there are more or fewer. */
  readonly outputs: readonly string[]
}
