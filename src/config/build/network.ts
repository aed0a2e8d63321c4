import { InputError } from '../../errors.ts'
import { losses } from '../../model/losses.ts'
import { activation, createTopology, type Topology } from '../../model/topology.ts'
import { defaultOutputActivation } from '../../tasks/supervised/output-activation.ts'
import type { Task } from '../../tasks/task.ts'
import type { Config } from '../schema.ts'

/**
 * The network of the config between the inputs and outputs of the task.
 * @throws InputError for outputs that do not go with the loss
 */
export function buildTopology({ network, task: { kind } }: Config, task: Task): Topology {
  const output = network.output ?? activation(defaultOutputActivation(kind, task.loss))
  const { fits, reason } = losses[task.loss]
  if (fits !== null && !fits.includes(output.kind)) {
    throw new InputError({
      field: 'network.output',
      expected: `${fits.join(' or ')} for the loss ${task.loss}, since ${reason}`,
      found: output.kind,
    })
  }
  const { inputs, outputs } = task.data
  if (output.kind === 'softmax' && outputs < 2) {
    throw new InputError({
      field: 'network.output',
      expected: 'at least two outputs for softmax, which makes them sum to 1',
      found: 'one',
    })
  }
  return createTopology(inputs, [...network.hidden, outputs], [...network.activation, output])
}
