import type { Arena } from '../../memory/arena.ts'
import type { Region } from '../../memory/dataset.ts'
import { type LossName, losses } from '../../model/losses.ts'
import { inputWidth, outputLayer, parameterCount } from '../../model/topology.ts'
import { CompiledKernel } from '../compiled/kernel.ts'
import { divisor } from '../reference/loss.ts'
import type { NativeBuild, NativeKernels } from './addon.ts'
import { bindNative } from './bind.ts'

/**
 * Multiply-adds of the forward pass in one call, a few milliseconds: a thread can be ended only between calls. Partial sums
 * are carried from one call to the next, so that pieces change no bit.
 */
const operationsPerCall = 1e8

/** The kernel in machine code, a piece of the samples at a time. */
export class NativeKernel extends CompiledKernel<NativeKernels> {
  /** Samples in one call, whole tiles. */
  private readonly piece: number
  private readonly sumsAt: number
  /** (4) */
  private readonly sums: Float64Array

  /** @throws RangeError for an arena without a network, or a slot that the arena does not have */
  constructor(build: NativeBuild, arena: Arena, slot: number) {
    super(bindNative(build, arena.memory), arena, slot, build.arithmetic)
    const { tile, topology } = this.network
    const tiles = Math.floor(operationsPerCall / (parameterCount(topology) * tile))
    this.piece = Math.max(1, tiles) * tile
    this.sumsAt = arena.workspace.sumsAt(slot)
    this.sums = new Float64Array(arena.memory.buffer, this.sumsAt, 4)
  }

  loss(parametersAt: number, region: Region, loss: LossName): number {
    const { code } = losses[loss]
    const { compiled, scratchAt, scratchHalf, sumsAt } = this
    const net = this.network.descriptorAt
    return this.mean(region, loss, (x, t, samples, _, w) => {
      if (w === null) compiled.loss(net, parametersAt, x, t, samples, code, scratchAt, scratchHalf, sumsAt)
      else compiled.loss(net, parametersAt, x, t, samples, code, scratchAt, scratchHalf, sumsAt, w)
    })
  }

  gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number {
    const { code } = losses[loss]
    const { compiled, scratchAt: scratch, scratchHalf: half, sumsAt: sums } = this
    const net = this.network.descriptorAt
    const trace = this.arena.workspace.traceAt(this.slot)
    const { count: all } = region
    const at = parametersAt
    const to = gradientAt
    return this.mean(region, loss, (x, t, samples, first, w) => {
      const fresh = first ? 1 : 0
      if (w === null)
        compiled.gradient(net, at, x, t, samples, all, code, scratch, half, trace, to, sums, fresh)
      else compiled.gradient(net, at, x, t, samples, all, code, scratch, half, trace, to, sums, fresh, w)
    })
  }

  /**
   * The mean over a region, of which `add` adds pieces to the partial sums. `w` is the address of a piece's weights; without
   * any it is null, and no argument for them, since in a call on a tiny network an argument is a few percent of the time.
   */
  private mean(
    { count, inputsAt, targetsAt, weightsAt }: Region,
    loss: LossName,
    add: (x: number, t: number, samples: number, first: boolean, w: number | null) => void,
  ): number {
    const { topology } = this.network
    const { sums, piece } = this
    const outputs = outputLayer(topology).outputs
    sums.fill(0)
    let first = 0
    do {
      const x = inputsAt + first * inputWidth(topology) * 4
      const t = targetsAt + first * outputs * 4
      const w = weightsAt === null ? null : weightsAt + first * 4
      add(x, t, Math.min(piece, count - first), first === 0, w)
      first += piece
    } while (first < count)
    return (sums[0]! + sums[1]! + (sums[2]! + sums[3]!)) / divisor(loss, count, outputs)
  }
}
