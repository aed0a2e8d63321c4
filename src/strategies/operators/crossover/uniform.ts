import type { RandomStream } from '../../../random/stream.ts'
import type { Workspace } from '../workspace.ts'
import type { CrossoverRate } from './crossover.ts'

export interface UniformCrossoverOptions extends CrossoverRate {
  readonly kind: 'uniform'
  /** In [0, 1]: the chance that a gene comes from the second parent. */
  readonly swap: number
}

/** Each gene comes from either parent, whatever its neighbours do (Syswerda 1989). */
export function uniform(
  first: Float32Array,
  second: Float32Array,
  child: Float32Array,
  options: UniformCrossoverOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  if (options.swap === 0.5) {
    byBits(first, second, child, stream, workspace.words)
    return
  }
  const { uniforms } = workspace
  stream.fillUniform(uniforms)
  for (let p = 0; p < child.length; p++) child[p] = uniforms[p] < options.swap ? second[p] : first[p]
}

/** A bit a gene instead of a word; only the genes of the second parent are visited. */
function byBits(
  first: Float32Array,
  second: Float32Array,
  child: Float32Array,
  stream: RandomStream,
  scratch: Uint32Array,
): void {
  const words = scratch.subarray(0, Math.ceil(child.length / 32))
  stream.fillUint32(words)
  child.set(first)
  for (let i = 0; i < words.length; i++) {
    const left = child.length - 32 * i
    let bits = left < 32 ? words[i] & ((1 << left) - 1) : words[i]
    while (bits !== 0) {
      const bit = 31 - Math.clz32(bits)
      child[32 * i + bit] = second[32 * i + bit]
      bits ^= 1 << bit
    }
  }
}
