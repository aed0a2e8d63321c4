import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'
import type { CrossoverRate } from './crossover.ts'

export interface UniformCrossoverOptions extends CrossoverRate {
  readonly kind: 'uniform'
  /** In [0, 1]: the probability that a gene comes from the second parent. */
  readonly swap: number
}

/** Each gene comes from either parent, independently of its neighbours (Syswerda 1989). */
export function uniform(
  first: Genome,
  second: Genome,
  child: Genome,
  options: UniformCrossoverOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  const { vectors } = workspace
  if (options.swap === 0.5) {
    // One random bit per gene is enough.
    const words = workspace.words.subarray(0, Math.ceil(child.length / 32))
    stream.fillUint32(words)
    vectors.chooseByBits(first, second, words, child)
    return
  }
  const { uniforms } = workspace
  vectors.fillUniform(uniforms, stream)
  vectors.choose(first, second, uniforms, options.swap, child)
}
