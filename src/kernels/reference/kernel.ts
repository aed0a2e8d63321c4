import type { Arena } from '../../memory/arena.ts'
import type { Region, SampleRows } from '../../memory/dataset.ts'
import type { NetworkPlan } from '../../memory/descriptor.ts'
import { gatherTiles, tileFloats } from '../../memory/tiles.ts'
import type { LossName } from '../../model/losses.ts'
import { inputWidth, outputLayer } from '../../model/topology.ts'
import { type Kernel, kernelNetwork } from '../kernel.ts'
import { divisor, sampleLoss, takesLogits } from './loss.ts'
import { gradientScale, lossGradient } from './loss-gradient.ts'
import { backwardSample, forwardSample, type LayerTrace } from './sample.ts'

const f = Math.fround

/** The readable kernel, one sample at a time. Tests compare every engine with it, bit for bit. */
export class ReferenceKernel implements Kernel {
  readonly arithmetic = 'strict'
  private readonly arena: Arena
  private readonly network: NetworkPlan
  /** P */
  private readonly length: number

  /** @throws RangeError for an arena without a network, or with a recurrent one */
  constructor(arena: Arena) {
    this.arena = arena
    this.network = kernelNetwork(arena)
    this.length = arena.population.length
  }

  loss(parametersAt: number, region: Region, loss: LossName): number {
    return this.meanLoss(parametersAt, region, loss, () => {})
  }

  forward(parametersAt: number, region: Region, outputs: Float32Array): void {
    const { topology } = this.network
    const parameters = this.arena.floats(parametersAt, this.length)
    const width = outputLayer(topology).outputs
    for (let sample = 0; sample < region.count; sample++) {
      const x = this.sample(region.inputsAt, sample, inputWidth(topology))
      outputs.set(forwardSample(topology.layers, parameters, x, false).at(-1)!.y, sample * width)
    }
  }

  gradient(parametersAt: number, region: Region, loss: LossName, gradientAt: number): number {
    const { topology } = this.network
    const gradient = this.arena.floats(gradientAt, this.length).fill(0)
    const scale = gradientScale(loss, region.count, outputLayer(topology).outputs)
    return this.meanLoss(parametersAt, region, loss, (traces, y, t, weight) => {
      const delta = lossGradient(loss, y, t, scale).map((value) => f(value * weight))
      backwardSample(traces, delta, takesLogits(loss), gradient)
    })
  }

  gather(rows: SampleRows, indices: Uint32Array, region: Region): void {
    const { topology, tile } = this.network
    const chosen = indices.subarray(0, region.count)
    const pack = (from: number, to: number, width: number): void => {
      const tiles = this.arena.floats(to, tileFloats(region.count, width, tile))
      gatherTiles(this.arena.floats(from, rows.count * width), width, chosen, tile, tiles)
    }
    pack(rows.inputsAt, region.inputsAt, inputWidth(topology))
    pack(rows.targetsAt, region.targetsAt, outputLayer(topology).outputs)
    if (rows.weightsAt !== null && region.weightsAt !== null) pack(rows.weightsAt, region.weightsAt, 1)
  }

  /** @param visit called for each sample with its layer traces, its outputs or logits, its targets and its weight */
  private meanLoss(
    parametersAt: number,
    region: Region,
    loss: LossName,
    visit: (traces: readonly LayerTrace[], y: Float32Array, t: Float32Array, weight: number) => void,
  ): number {
    const { topology } = this.network
    const parameters = this.arena.floats(parametersAt, this.length)
    const outputs = outputLayer(topology).outputs
    // Sample s adds to sum s mod 4, as the lanes of the compiled kernel do.
    const sums = [0, 0, 0, 0]
    for (let sample = 0; sample < region.count; sample++) {
      const x = this.sample(region.inputsAt, sample, inputWidth(topology))
      const traces = forwardSample(topology.layers, parameters, x, takesLogits(loss))
      const { y } = traces.at(-1)!
      const t = this.sample(region.targetsAt, sample, outputs)
      // A weight of 1 changes no bit.
      const weight = region.weightsAt === null ? 1 : this.sample(region.weightsAt, sample, 1)[0]!
      sums[sample % 4]! += f(sampleLoss(loss, y, t) * weight)
      visit(traces, y, t, weight)
    }
    return (sums[0]! + sums[1]! + (sums[2]! + sums[3]!)) / divisor(loss, region.count, outputs)
  }

  /** (W) one sample, read from its lane of a tile. */
  private sample(at: number, index: number, width: number): Float32Array {
    const { tile } = this.network
    const lane = index % tile
    const tileOf = this.arena.floats(at + (index - lane) * width * 4, width * tile)
    return Float32Array.from({ length: width }, (_, column) => tileOf[column * tile + lane]!)
  }
}
