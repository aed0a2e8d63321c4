import { CompiledSampleNetwork } from '../compiled/sample-network.ts'
import type { Engine } from '../engine.ts'
import { instantiateKernel, WasmKernel } from './kernel.ts'
import { wasmOptimisers } from './optimisers.ts'
import { wasmVectors } from './vectors.ts'

/** WebAssembly with SIMD. `fused` needs relaxed SIMD in Node.js and fused multiply-add in the processor. */
export const wasm: Engine = {
  name: 'wasm',
  arithmetics: ['strict', 'fused'],
  obstacle(arithmetic) {
    if (arithmetic === 'strict' || machineFuses()) return null
    return {
      field: 'arithmetic',
      expected: 'a Node.js and a processor with fused multiply-add in WebAssembly (relaxed SIMD)',
      found: `Node.js ${process.versions.node} on ${process.arch}`,
      hint: 'use auto or strict, or start node with --experimental-wasm-relaxed-simd',
    }
  },
  kernel: (arena, arithmetic, slot) => new WasmKernel(arena, slot, arithmetic),
  sampleNetwork: (arena, arithmetic, slot, place = 0) =>
    new CompiledSampleNetwork(instantiateKernel(arithmetic, arena.memory), arena, slot, place),
  vectors: wasmVectors,
  optimisers: ({ memory }) => wasmOptimisers(memory),
}

/** The factors of the probe. */
export const probe: readonly [number, number] = [1 + 2 ** -13, 1 - 2 ** -13]

let answer: boolean | null = null

/** Whether fused multiply-adds work here. It is probed once per process. */
function machineFuses(): boolean {
  answer ??= probeFused()
  return answer
}

/**
 * (1 + 2⁻¹³)(1 - 2⁻¹³) - 1 is 0 if the product is rounded first, since 1 - 2⁻²⁶ is not a float32,
 * and -2⁻²⁶ otherwise.
 */
function probeFused(): boolean {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
  try {
    return instantiateKernel('fused', memory).fuses(probe[0], probe[1]) !== 0
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return false
    throw error
  }
}
