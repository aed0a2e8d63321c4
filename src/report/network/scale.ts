import type { Topology } from '../../model/topology.ts'
import type { NetworkDrawing } from './drawing.ts'
import { type LayerWeights, largest } from './weights.ts'

/** The largest numbers of a network, or of many that are to be compared. */
export interface NetworkScale {
  /** Of each layer the largest size of a weight. */
  readonly weights: readonly number[]
  /** The largest size of a bias, of all layers. */
  readonly bias: number
}

/** The largest numbers of one or more networks of one shape; those that are no numbers are left out. */
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
