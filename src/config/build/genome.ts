import { unitBlocks } from '../../model/genome.ts'
import { type Initialisation, initialDistribution, spreadDistribution } from '../../model/initialisers.ts'
import { parameterCount, type Topology } from '../../model/topology.ts'
import { checkedGenome, type GenomeSpec } from '../../strategies/problem.ts'
import type { NetworkStart } from './start.ts'

/**
 * The genome of a network: each unit is a block, and new genomes follow the initialisation, or are normal around a network.
 * @param start the network that the search starts from; null for none
 */
export function networkGenome(
  topology: Topology,
  init: Initialisation,
  start: NetworkStart | null = null,
): GenomeSpec {
  const initial = start && Float64Array.from(start.parameters)
  return checkedGenome({
    length: parameterCount(topology),
    type: 'float32',
    ...unitBlocks(topology),
    prior:
      start === null ? initialDistribution(topology, init) : spreadDistribution(topology, init, start.spread),
    ...(initial !== null && { centre: initial }),
    bounds: null,
    integer: null,
    initial,
  })
}
