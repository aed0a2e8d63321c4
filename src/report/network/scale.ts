import { biasCount, fanIn, type Layer, layerParameters, type Topology } from '../../model/topology.ts'
import type { NetworkDrawing } from './drawing.ts'
import { type LayerWeights, largest } from './weights.ts'

/** The largest weights and biases of a network, or of several that are compared. */
export interface NetworkScale {
  /** The largest absolute weight of each layer, recurrent ones too. */
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
  const largestOf = ({ weights, recurrent }: LayerWeights): number =>
    Math.max(largest(weights), recurrent === null ? 0 : largest(recurrent))
  return {
    weights: topology.layers.map((_, i) => most(all.map((layers) => largestOf(layers[i]!)))),
    bias: most(all.flatMap((layers) => layers.map(({ biases }) => largest(biases)))),
  }
}

/** The parameters of each layer. */
export function layerWeights({
  topology,
  parameters,
}: Pick<NetworkDrawing, 'topology' | 'parameters'>): LayerWeights[] {
  let at = 0
  return topology.layers.map((layer) => {
    const own = parameters.subarray(at, at + layerParameters(layer))
    at += own.length
    const biases = own.subarray(0, biasCount(layer))
    const rows = own.subarray(biases.length)
    if (!layer.recurrent) return { biases, weights: rows, recurrent: null }
    return {
      biases,
      weights: columnsOf(rows, layer, 0, layer.inputs),
      recurrent: columnsOf(rows, layer, layer.inputs, fanIn(layer)),
    }
  })
}

/** Some columns of the rows of weights, (O, end - start). */
function columnsOf(rows: Float32Array, layer: Layer, start: number, end: number): Float32Array {
  const width = fanIn(layer)
  const columns = new Float32Array(layer.outputs * (end - start))
  for (let o = 0; o < layer.outputs; o++)
    columns.set(rows.subarray(o * width + start, o * width + end), o * (end - start))
  return columns
}
