import { unitBlocks } from '../../model/genome.ts'
import { type Initialisation, initialDistribution } from '../../model/initialisers.ts'
import { parameterCount, type Topology } from '../../model/topology.ts'
import { checkedGenome, type GenomeSpec } from '../../strategies/problem.ts'

/** The genome of a network: each unit is a block, and new genomes follow the initialisation. */
export function networkGenome(topology: Topology, init: Initialisation): GenomeSpec {
  return checkedGenome({
    length: parameterCount(topology),
    type: 'float32',
    ...unitBlocks(topology),
    prior: initialDistribution(topology, init),
    bounds: null,
    integer: null,
    initial: null,
  })
}
