import type { optimisers } from '../../../src/gradient/optimisers/index.ts'
import type { Allocate } from '../../../src/gradient/optimisers/optimiser.ts'
import { wasmOptimisers } from '../../../src/kernels/wasm/optimisers.ts'

export interface OptimisersMemory {
  readonly memory: WebAssembly.Memory
  readonly optimisers: typeof optimisers
  /** Zeros in the memory, with eight untouched bytes between one vector and the next. */
  readonly allocate: Allocate
}

/** One shared memory of 64 KiB, and the compiled optimisers on it. */
export function optimisersMemory(): OptimisersMemory {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
  let end = 4
  return {
    memory,
    optimisers: wasmOptimisers(memory),
    allocate(length) {
      const vector = new Float32Array(memory.buffer, end, length)
      end += length * 4 + 8
      return vector
    },
  }
}
