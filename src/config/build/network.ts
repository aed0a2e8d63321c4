import { InputError } from '../../errors.ts'
import { activation, createTopology, type Topology } from '../../model/topology.ts'
import type { NetworkSpec } from '../../tasks/task.ts'
import type { NetworkConfig } from '../schema/network.ts'

/**
 * The network of the config between the inputs and outputs of the task.
 * @throws InputError for output activations that do not fit the task
 */
export function buildTopology(network: NetworkConfig, spec: NetworkSpec): Topology {
  const { inputs, outputs, outputActivation, fits } = spec
  const output = network.output ?? activation(outputActivation)
  if (fits !== null && !fits.activations.includes(output.kind)) {
    throw new InputError({
      field: 'network.output',
      expected: `${fits.activations.join(' or ')} ${fits.why}`,
      found: output.kind,
    })
  }
  if (output.kind === 'softmax' && outputs < 2) {
    throw new InputError({
      field: 'network.output',
      expected: 'at least two outputs for softmax, which makes them sum to 1',
      found: 'one',
    })
  }
  return createTopology(inputs, [...network.hidden, outputs], [...network.activation, output], network)
}
