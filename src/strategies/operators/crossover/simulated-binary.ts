import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import { root } from '../root.ts'
import type { Workspace } from '../workspace.ts'
import type { CrossoverRate } from './crossover.ts'

export interface SimulatedBinaryOptions extends CrossoverRate {
  readonly kind: 'simulated-binary'
  /** ≥ 0, the distribution index: the larger, the nearer to the parent. */
  readonly eta: number
}

/**
 * SBX, the child nearer to the first parent: ((1 + β) first + (1 - β) second) / 2 with the spread β of one-point
 * crossover on binary strings (Deb & Agrawal 1995, eq. 8 to 13). The other child would be its mirror image.
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

/** u in [0, 1): contracting below 1/2, expanding above. */
function spread(u: number, exponent: number): number {
  return u < 0.5 ? root(2 * u, exponent) : 1 / root(2 * (1 - u), exponent)
}
