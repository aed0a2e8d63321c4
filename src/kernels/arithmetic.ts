import { InputError } from '../errors.ts'
import type { Arena } from '../memory/arena.ts'
import type { Arithmetic, Kernel } from './kernel.ts'
import { ReferenceKernel } from './reference/kernel.ts'
import { compileKernel, instantiateKernel, WasmKernel } from './wasm/kernel.ts'

/** What a config asks for: `auto` takes `fused` where the machine fuses, else `strict`. */
export type ArithmeticChoice = Arithmetic | 'auto'

/**
 * Settles what `auto` means here.
 * @throws InputError if `fused` is asked for where it cannot be had
 */
export function resolveArithmetic(choice: ArithmeticChoice): Arithmetic {
  if (choice !== 'auto' && choice !== 'fused') return choice
  if (machineFuses()) return 'fused'
  if (choice === 'auto') return 'strict'
  throw new InputError({
    field: 'arithmetic',
    expected: 'a Node.js and a processor with fused multiply-add in WebAssembly (relaxed SIMD)',
    found: `Node.js ${process.versions.node} on ${process.arch}`,
    hint: 'use auto or strict, or start node with --experimental-wasm-relaxed-simd',
  })
}

/** What the probe multiplies. */
export const probe: readonly [number, number] = [1 + 2 ** -13, 1 - 2 ** -13]

/** A kernel on an arena for one thread: `slot` says which scratch it may write to. */
export function createKernel(arithmetic: Arithmetic, arena: Arena, slot: number): Kernel {
  return arithmetic === 'reference' ? new ReferenceKernel(arena) : new WasmKernel(arena, slot, arithmetic)
}

/**
 * Start-up probe: (1 + 2⁻¹³)(1 - 2⁻¹³) - 1 is 0 when the product is rounded first, since 1 - 2⁻²⁶ is no float32,
 * and -2⁻²⁶ when it is not.
 */
function machineFuses(): boolean {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
  try {
    return instantiateKernel(compileKernel('fused'), memory).fuses(probe[0], probe[1]) !== 0
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return false
    throw error
  }
}
