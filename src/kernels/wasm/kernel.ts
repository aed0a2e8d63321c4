import type { Arena } from '../../memory/arena.ts'
import type { Region, SampleRows } from '../../memory/dataset.ts'
import type { NetworkPlan } from '../../memory/descriptor.ts'
import { unpackTiles } from '../../memory/tiles.ts'
import { type LossName, losses } from '../../model/losses.ts'
import { inputWidth, outputLayer } from '../../model/topology.ts'
import { wasmModule } from '../../wasm-modules.ts'
import type { Arithmetic, Kernel } from '../kernel.ts'

/** The exports of assembly/index.ts. Pointers are byte offsets into the arena. */
export interface KernelExports {
  /** @returns the address of the outputs as a signed number: negative from 2 GiB on */
  forward(net: number, params: number, x: number, s: number, scratch: number, half: number): number
  loss(
    net: number,
    params: number,
    x: number,
    t: number,
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
    s: number,
    kind: number,
    scratch: number,
    half: number,
    trace: number,
    gradient: number,
  ): number
  transpose(net: number, params: number, to: number): void
  forwardSamples(
    net: number,
    weights: number,
    x: number,
    y: number,
    s: number,
    activations: number,
    half: number,
  ): void
  gather(rows: number, indices: number, count: number, width: number, tile: number, to: number): void
  activate(code: number, slope: number, at: number, count: number): void
  fuses(a: number, b: number): number
}

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

/** The compiled kernel on an arena, with the scratch of one slot. */
export class WasmKernel implements Kernel {
  readonly arithmetic: Arithmetic
  private readonly arena: Arena
  private readonly network: NetworkPlan
  private readonly exports: KernelExports
  private readonly slot: number
  private readonly scratchAt: number
  private readonly scratchHalf: number

  /** @throws RangeError for an arena without a network, or a slot that the arena does not have */
  constructor(arena: Arena, slot: number, arithmetic: Arithmetic) {
    this.arithmetic = arithmetic
    this.arena = arena
    this.network = arena.network
    this.exports = instantiateKernel(arithmetic, arena.memory)
    this.slot = slot
    this.scratchAt = arena.workspace.scratchAt(slot)
    this.scratchHalf = arena.workspace.scratchHalf
  }

  loss(parametersAt: number, region: Region, loss: LossName): number {
    return this.exports.loss(
      this.network.descriptorAt,
      parametersAt,
      region.inputsAt,
      region.targetsAt,
      region.count,
      losses[loss].code,
      this.scratchAt,
      this.scratchHalf,
    )
  }

  forward(parametersAt: number, region: Region, outputs: Float32Array): void {
    const { descriptorAt, topology, tile } = this.network
    const width = outputLayer(topology).outputs
    const tileBytes = inputWidth(topology) * tile * 4
    for (let first = 0; first < region.count; first += tile) {
      const count = Math.min(tile, region.count - first)
      const x = region.inputsAt + (first / tile) * tileBytes
      const { scratchAt, scratchHalf } = this
      const y = this.exports.forward(descriptorAt, parametersAt, x, count, scratchAt, scratchHalf) >>> 0
      const rows = outputs.subarray(first * width, (first + count) * width)
      unpackTiles(this.arena.floats(y, width * tile), count, tile, rows)
    }
  }

  gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number {
    return this.exports.gradient(
      this.network.descriptorAt,
      parametersAt,
      region.inputsAt,
      region.targetsAt,
      region.count,
      losses[loss].code,
      this.scratchAt,
      this.scratchHalf,
      this.arena.workspace.traceAt(this.slot),
      gradientAt,
    )
  }

  gather(rows: SampleRows, indices: Uint32Array, region: Region): void {
    const { topology, tile } = this.network
    if (indices.buffer !== this.arena.memory.buffer)
      throw new RangeError('gather: expected indices in the memory of the arena, found others')
    const pack = (from: number, to: number, width: number): void =>
      this.exports.gather(from, indices.byteOffset, region.count, width, tile, to)
    pack(rows.inputsAt, region.inputsAt, inputWidth(topology))
    pack(rows.targetsAt, region.targetsAt, outputLayer(topology).outputs)
  }
}
