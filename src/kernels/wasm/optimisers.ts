import type { optimisers } from '../../gradient/optimisers/index.ts'
import { wasmModule } from '../../wasm-modules.ts'
import { type CompiledSteps, compiledOptimisers } from '../compiled/optimisers.ts'

/** The optimisers in SIMD, on vectors in one memory. */
export function wasmOptimisers(memory: WebAssembly.Memory): typeof optimisers {
  const instance = new WebAssembly.Instance(wasmModule('optimisers'), { env: { memory } })
  return compiledOptimisers(memory, instance.exports as unknown as CompiledSteps)
}
