import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'
import type { CrossoverRate } from './crossover.ts'

export interface NeuronCrossoverOptions extends CrossoverRate {
  readonly kind: 'neuron'
  /** In [0, 1]: the probability that a neuron comes from the second parent. */
  readonly swap: number
}

/**
 * CROSSOVER-NODES: a neuron's bias and incoming weights come from one parent together
 * (Montana & Davis 1989). Here a neuron is a block of the problem.
 */
export function neuron(
  first: Genome,
  second: Genome,
  child: Genome,
  options: NeuronCrossoverOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  const { blockOf, blocks } = workspace.problem
  const draws = workspace.uniforms.subarray(0, blocks)
  stream.fillUniform(draws)
  for (let p = 0; p < child.length; p++) child[p] = draws[blockOf[p]] < options.swap ? second[p] : first[p]
}
