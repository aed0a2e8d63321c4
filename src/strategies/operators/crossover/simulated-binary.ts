import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import { root } from '../root.ts'
import type { Workspace } from '../workspace.ts'
import type { CrossoverRate } from './crossover.ts'

export interface SimulatedBinaryOptions extends CrossoverRate {
  readonly kind: 'simulated-binary'
  /** ≥ 0, the distribution index: with a larger index the child is closer to its parent. */
  readonly eta: number
}

/**
 * SBX, the child closer to the first parent: ((1 + β) first + (1 - β) second) / 2 with the spread β of one-point
 * crossover on binary strings (Deb & Agrawal 1995, eq. 8 to 13). The other child is its mirror image.
 */
export function simulatedBinary(
  first: Genome,
  second: Genome,
  child: Genome,
  options: SimulatedBinaryOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  const exponent = 1 / (options.eta + 1)
  const { uniforms } = workspace
  stream.fillUniform(uniforms)
  for (let p = 0; p < child.length; p++) {
    const beta = spread(uniforms[p], exponent)
    child[p] = 0.5 * ((1 + beta) * first[p] + (1 - beta) * second[p])
  }
}

/** u in [0, 1): β contracts below 1/2 and expands above. */
function spread(u: number, exponent: number): number {
  return u < 0.5 ? root(2 * u, exponent) : 1 / root(2 * (1 - u), exponent)
}
