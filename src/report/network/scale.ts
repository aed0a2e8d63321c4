import type { Topology } from '../../model/topology.ts'
import type { NetworkDrawing } from './drawing.ts'
import { type LayerWeights, largest } from './weights.ts'

/** The largest weights and biases of a network, or of several that are compared. */
export interface NetworkScale {
  /** The largest absolute weight of each layer. */
  readonly weights: readonly number[]
  /** The largest absolute bias of all layers. */
  readonly bias: number
}

/** The largest weights and biases of one or more networks of one shape. NaN is ignored. */
export function networkScale(
  topology: Topology,
  several: readonly Pick<NetworkDrawing, 'parameters'>[],
): NetworkScale {
  const all = several.map(({ parameters }) => layerWeights({ topology, parameters }))
  const most = (sizes: readonly number[]): number => sizes.reduce((a, b) => Math.max(a, b), 0)
  return {
    weights: topology.layers.map((_, i) => most(all.map((layers) => largest(layers[i]!.weights)))),
    bias: most(all.flatMap((layers) => layers.map(({ biases }) => largest(biases)))),
  }
}

/** The parameters of each layer. */
export function layerWeights({
  topology,
  parameters,
}: Pick<NetworkDrawing, 'topology' | 'parameters'>): LayerWeights[] {
  let at = 0
  return topology.layers.map(({ inputs, outputs }) => {
    const biases = parameters.subarray(at, at + outputs)
    const weights = parameters.subarray(at + outputs, at + outputs * (inputs + 1))
    at += outputs * (inputs + 1)
    return { biases, weights }
  })
}
