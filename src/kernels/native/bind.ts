import { loadAddon, type NativeBuild, type NativeKernels } from './addon.ts'

const bound = new WeakMap<WebAssembly.Memory, Map<number, NativeKernels>>()

/**
 * The kernels of a build on a memory, once per memory and thread.
 * @throws RangeError if there are no compiled kernels
 */
export function bindNative({ build }: NativeBuild, memory: WebAssembly.Memory): NativeKernels {
  const known = bound.get(memory) ?? new Map<number, NativeKernels>()
  bound.set(memory, known)
  const found = known.get(build)
  if (found !== undefined) return found
  const { addon, problem } = loadAddon()
  if (addon === null) throw new RangeError(`native kernels: ${problem}`)
  const kernels = addon.bind(new Uint8Array(memory.buffer), build)
  known.set(build, kernels)
  return kernels
}
