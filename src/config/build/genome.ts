import { unitBlocks } from '../../model/genome.ts'
import { type Initialisation, initialDistribution } from '../../model/initialisers.ts'
import { parameterCount, type Topology } from '../../model/topology.ts'
import { checkedGenome, type GenomeSpec } from '../../strategies/problem.ts'

/** The parameters of a network as a genome: a unit is a block, and a fresh genome is drawn as its initialisation says. */
export function networkGenome(topology: Topology, init: Initialisation): GenomeSpec {
  return checkedGenome({
    length: parameterCount(topology),
    type: 'float32',
    ...unitBlocks(topology),
    prior: initialDistribution(topology, init),
    bounds: null,
  })
}
