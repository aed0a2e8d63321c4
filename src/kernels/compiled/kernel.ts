import type { Arena } from '../../memory/arena.ts'
import type { Region, SampleRows } from '../../memory/dataset.ts'
import type { NetworkPlan } from '../../memory/descriptor.ts'
import { unpackTiles } from '../../memory/tiles.ts'
import type { LossName } from '../../model/losses.ts'
import { inputWidth, outputLayer } from '../../model/topology.ts'
import { type Arithmetic, type Kernel, kernelNetwork } from '../kernel.ts'

/** Compiled functions of a kernel. Addresses are bytes from the start of the arena. */
export interface CompiledTiles {
  /** @returns the address of the outputs (O, T) of one tile, in the scratch; it may be negative from 2 GiB on */
  forward(net: number, params: number, x: number, samples: number, scratch: number, half: number): number
  gather(rows: number, indices: number, count: number, width: number, tile: number, to: number): void
}

/** A compiled kernel on an arena, with the scratch of one slot. */
export abstract class CompiledKernel<Compiled extends CompiledTiles> implements Kernel {
  readonly arithmetic: Arithmetic
  protected readonly arena: Arena
  protected readonly network: NetworkPlan
  protected readonly compiled: Compiled
  protected readonly slot: number
  protected readonly scratchAt: number
  protected readonly scratchHalf: number

  /** @throws RangeError for an arena without a network or with a recurrent one, or a slot that the arena does not have */
  constructor(compiled: Compiled, arena: Arena, slot: number, arithmetic: Arithmetic) {
    this.arithmetic = arithmetic
    this.arena = arena
    this.network = kernelNetwork(arena)
    this.compiled = compiled
    this.slot = slot
    this.scratchAt = arena.workspace.scratchAt(slot)
    this.scratchHalf = arena.workspace.scratchHalf
  }

  abstract loss(parametersAt: number, region: Region, loss: LossName): number

  abstract gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number

  forward(parametersAt: number, region: Region, outputs: Float32Array): void {
    const { descriptorAt, topology, tile } = this.network
    const { compiled, scratchAt, scratchHalf } = this
    const width = outputLayer(topology).outputs
    const tileBytes = inputWidth(topology) * tile * 4
    for (let first = 0; first < region.count; first += tile) {
      const count = Math.min(tile, region.count - first)
      const x = region.inputsAt + (first / tile) * tileBytes
      const y = compiled.forward(descriptorAt, parametersAt, x, count, scratchAt, scratchHalf) >>> 0
      const rows = outputs.subarray(first * width, (first + count) * width)
      unpackTiles(this.arena.floats(y, width * tile), count, tile, rows)
    }
  }

  gather(rows: SampleRows, indices: Uint32Array, region: Region): void {
    const { topology, tile } = this.network
    if (indices.buffer !== this.arena.memory.buffer)
      throw new RangeError('gather: expected indices in the memory of the arena, found others')
    const pack = (from: number, to: number, width: number): void =>
      this.compiled.gather(from, indices.byteOffset, region.count, width, tile, to)
    pack(rows.inputsAt, region.inputsAt, inputWidth(topology))
    pack(rows.targetsAt, region.targetsAt, outputLayer(topology).outputs)
    if (rows.weightsAt !== null && region.weightsAt !== null) pack(rows.weightsAt, region.weightsAt, 1)
  }
}
