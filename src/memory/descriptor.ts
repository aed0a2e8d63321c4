import { activations } from '../model/activations.ts'
import { biasCount, fanIn, inputWidth, type Topology } from '../model/topology.ts'
import type { Addresses } from './addresses.ts'

/** A network and the address of its descriptor for kernels. Plain data; addresses are bytes. */
export interface NetworkPlan {
  readonly topology: Topology
  /** T, the samples per tile: a multiple of 16. */
  readonly tile: number
  /**
   * int32 L and T, four float32 zeros, which a kernel reads in place of missing biases, then for each layer int32 fan-in, O and the
   * activation's code, its slope as a float32, and as an int32 the number of its biases: O or 0.
   */
  readonly descriptorAt: number
}

const headerBytes = 24
const layerBytes = 20

export function planNetwork(topology: Topology, addresses: Addresses): NetworkPlan {
  const widest = Math.max(inputWidth(topology), ...topology.layers.map((layer) => layer.outputs))
  return {
    topology,
    tile: widest <= 256 ? 64 : 32,
    descriptorAt: addresses.take(headerBytes + topology.layers.length * layerBytes),
  }
}

export function writeDescriptor(plan: NetworkPlan, buffer: ArrayBufferLike): void {
  const view = new DataView(buffer, plan.descriptorAt)
  const { layers } = plan.topology
  view.setInt32(0, layers.length, true)
  view.setInt32(4, plan.tile, true)
  for (let k = 0; k < 4; k++) view.setFloat32(8 + 4 * k, 0, true)
  layers.forEach((layer, index) => {
    const at = headerBytes + index * layerBytes
    view.setInt32(at, fanIn(layer), true)
    view.setInt32(at + 4, layer.outputs, true)
    view.setInt32(at + 8, activations[layer.activation.kind].code, true)
    view.setFloat32(at + 12, layer.activation.slope, true)
    view.setInt32(at + 16, biasCount(layer), true)
  })
}
