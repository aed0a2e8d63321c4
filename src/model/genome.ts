import type { Genome } from '../random/genome.ts'
import { biasCount, fanIn, layerParameters, parameterCount, type Topology } from './topology.ts'

/**
 * Which unit each parameter of a genome belongs to: a unit's bias and incoming weights, recurrent ones too, are one block.
 * The genome holds, for each layer, first its biases (O), if it has them, then its weights (O, fan-in).
 */
export function unitBlocks(topology: Topology): { blockOf: Uint32Array; blocks: number } {
  const blockOf = new Uint32Array(parameterCount(topology))
  let at = 0
  let blocks = 0
  for (const layer of topology.layers) {
    const biases = biasCount(layer)
    const weights = fanIn(layer)
    for (let o = 0; o < layer.outputs; o++) {
      const weightsAt = at + biases + o * weights
      if (o < biases) blockOf[at + o] = blocks + o
      blockOf.fill(blocks + o, weightsAt, weightsAt + weights)
    }
    at += layerParameters(layer)
    blocks += layer.outputs
  }
  return { blockOf, blocks }
}

/**
 * The genome of a network as its parameters.
 * @throws RangeError for float64 genes, which no network has
 */
export function parametersOf(genome: Genome): Float32Array {
  if (genome instanceof Float32Array) return genome
  throw new RangeError('genome: expected the float32 genes of a network, found float64')
}
