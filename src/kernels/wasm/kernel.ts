import type { Arena } from '../../memory/arena.ts'
import type { Region } from '../../memory/dataset.ts'
import { type LossName, losses } from '../../model/losses.ts'
import { wasmModule } from '../../wasm-modules.ts'
import { CompiledKernel, type CompiledTiles } from '../compiled/kernel.ts'
import type { CompiledSamples } from '../compiled/sample-network.ts'
import type { Arithmetic } from '../kernel.ts'

/** The exports of assembly/index.ts. Pointers are byte offsets into the arena. */
export interface KernelExports extends CompiledTiles, CompiledSamples {
  loss(
    net: number,
    params: number,
    x: number,
    t: number,
    w: number,
    s: number,
    kind: number,
    scratch: number,
    half: number,
  ): number
  gradient(
    net: number,
    params: number,
    x: number,
    t: number,
    w: number,
    s: number,
    kind: number,
    scratch: number,
    half: number,
    trace: number,
    gradient: number,
  ): number
  activate(code: number, slope: number, at: number, count: number): void
  fuses(a: number, b: number): number
}

/** Address 0 of an arena is never used, so it means none. */
const noWeights = 0

const instances = new WeakMap<WebAssembly.Memory, Map<Arithmetic, KernelExports>>()

/**
 * Instantiates the kernel's build for an arithmetic, once per memory: it has no state of its own, and V8 calls one
 * function faster than many copies of it.
 * @throws WebAssembly.CompileError if the arithmetic is `fused` and Node.js does not support relaxed SIMD
 */
export function instantiateKernel(arithmetic: Arithmetic, memory: WebAssembly.Memory): KernelExports {
  const known = instances.get(memory) ?? new Map<Arithmetic, KernelExports>()
  instances.set(memory, known)
  const found = known.get(arithmetic)
  if (found !== undefined) return found
  const instance = new WebAssembly.Instance(wasmModule(arithmetic), { env: { memory } })
  const exports = instance.exports as unknown as KernelExports
  known.set(arithmetic, exports)
  return exports
}

/** The kernel in WebAssembly: one call for all samples. */
export class WasmKernel extends CompiledKernel<KernelExports> {
  /** @throws RangeError for an arena without a network, or a slot that the arena does not have */
  constructor(arena: Arena, slot: number, arithmetic: Arithmetic) {
    super(instantiateKernel(arithmetic, arena.memory), arena, slot, arithmetic)
  }

  loss(parametersAt: number, region: Region, loss: LossName): number {
    return this.compiled.loss(
      this.network.descriptorAt,
      parametersAt,
      region.inputsAt,
      region.targetsAt,
      region.weightsAt ?? noWeights,
      region.count,
      losses[loss].code,
      this.scratchAt,
      this.scratchHalf,
    )
  }

  gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number {
    return this.compiled.gradient(
      this.network.descriptorAt,
      parametersAt,
      region.inputsAt,
      region.targetsAt,
      region.weightsAt ?? noWeights,
      region.count,
      losses[loss].code,
      this.scratchAt,
      this.scratchHalf,
      this.arena.workspace.traceAt(this.slot),
      gradientAt,
    )
  }
}
