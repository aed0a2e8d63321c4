import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Arena } from '../../memory/arena.ts'
import type { Region, SampleRows } from '../../memory/plan.ts'
import { unpackTiles } from '../../memory/tiles.ts'
import { type LossName, losses } from '../../model/losses.ts'
import { inputWidth, outputLayer } from '../../model/topology.ts'
import type { Kernel } from '../kernel.ts'

export type Build = 'strict' | 'fused'

/** What assembly/index.ts exports. Pointers are bytes into the arena. */
export interface KernelExports {
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
  gather(rows: number, indices: number, count: number, width: number, tile: number, to: number): void
  activate(code: number, slope: number, at: number, count: number): void
  fuses(a: number, b: number): number
}

/**
 * Compiles a build of the kernel.
 * @throws WebAssembly.CompileError where the engine does not know relaxed SIMD and the build is `fused`
 */
export function compileKernel(build: Build): WebAssembly.Module {
  const path = createRequire(import.meta.url).resolve(`#wasm/${build}`)
  return new WebAssembly.Module(readFileSync(path))
}

export function instantiateKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports
}

/** The compiled kernel on an arena, with the scratch of one slot. */
export class WasmKernel implements Kernel {
  readonly arithmetic: Build
  private readonly arena: Arena
  private readonly exports: KernelExports
  private readonly slot: number
  private readonly scratchAt: number

  constructor(arena: Arena, slot: number, build: Build) {
    this.arithmetic = build
    this.arena = arena
    this.exports = instantiateKernel(compileKernel(build), arena.memory)
    this.slot = slot
    this.scratchAt = arena.plan.scratchAt + slot * 2 * arena.plan.scratchHalf
  }

  loss(parametersAt: number, region: Region, loss: LossName): number {
    const { descriptorAt, scratchHalf } = this.arena.plan
    return this.exports.loss(
      descriptorAt,
      parametersAt,
      region.inputsAt,
      region.targetsAt,
      region.count,
      losses[loss].code,
      this.scratchAt,
      scratchHalf,
    )
  }

  forward(parametersAt: number, region: Region, outputs: Float32Array): void {
    const { descriptorAt, scratchHalf, topology, tile } = this.arena.plan
    const width = outputLayer(topology).outputs
    const tileBytes = inputWidth(topology) * tile * 4
    for (let first = 0; first < region.count; first += tile) {
      const count = Math.min(tile, region.count - first)
      const x = region.inputsAt + (first / tile) * tileBytes
      const y = this.exports.forward(descriptorAt, parametersAt, x, count, this.scratchAt, scratchHalf)
      const rows = outputs.subarray(first * width, (first + count) * width)
      unpackTiles(this.arena.floats(y, width * tile), count, tile, rows)
    }
  }

  gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number {
    const { descriptorAt, scratchHalf } = this.arena.plan
    return this.exports.gradient(
      descriptorAt,
      parametersAt,
      region.inputsAt,
      region.targetsAt,
      region.count,
      losses[loss].code,
      this.scratchAt,
      scratchHalf,
      this.arena.traceAt(this.slot),
      gradientAt,
    )
  }

  gather(rows: SampleRows, indices: Uint32Array, region: Region): void {
    const { topology, tile } = this.arena.plan
    if (indices.buffer !== this.arena.memory.buffer)
      throw new RangeError('gather: expected indices in the memory of the arena, found others')
    const pack = (from: number, to: number, width: number): void =>
      this.exports.gather(from, indices.byteOffset, region.count, width, tile, to)
    pack(rows.inputsAt, region.inputsAt, inputWidth(topology))
    pack(rows.targetsAt, region.targetsAt, outputLayer(topology).outputs)
  }
}
