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

/** A bit a gene instead of a word. */
function byBits(
  first: Float32Array,
  second: Float32Array,
  child: Float32Array,
  stream: RandomStream,
  scratch: Uint32Array,
): void {
  const words = scratch.subarray(0, Math.ceil(child.length / 32))
  stream.fillUint32(words)
  for (let p = 0; p < child.length; p++)
    child[p] = ((words[p >>> 5] >>> (p & 31)) & 1) === 1 ? second[p] : first[p]
}
