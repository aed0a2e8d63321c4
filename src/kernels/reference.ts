import type { LossName } from '../network/losses.ts'
import { inputWidth, type Layer, layerParameters, outputLayer } from '../network/topology.ts'
import { activate, softmax } from './activate.ts'
import type { Arena } from './arena.ts'
import type { Kernel } from './kernel.ts'
import { divisor, sampleLoss, takesLogits } from './loss.ts'
import type { Region } from './plan.ts'

const f = Math.fround

/** The readable kernel, a sample at a time: what the compiled ones are held against, bit for bit. */
export class ReferenceKernel implements Kernel {
  readonly arithmetic = 'reference'
  private readonly arena: Arena

  constructor(arena: Arena) {
    this.arena = arena
  }

  loss(parametersAt: number, region: Region, loss: LossName): number {
    const { topology, length } = this.arena.plan
    const parameters = this.arena.floats(parametersAt, length)
    const outputs = outputLayer(topology).outputs
    // Sample s adds to sum s mod 4, as the lanes of the compiled kernel do.
    const sums = [0, 0, 0, 0]
    for (let sample = 0; sample < region.count; sample++) {
      const x = this.sample(region.inputsAt, sample, inputWidth(topology))
      const y = forwardSample(topology.layers, parameters, x, takesLogits(loss))
      const t = this.sample(region.targetsAt, sample, outputs)
      sums[sample % 4]! += sampleLoss(loss, y, t)
    }
    return (sums[0]! + sums[1]! + (sums[2]! + sums[3]!)) / divisor(loss, region.count, outputs)
  }

  forward(parametersAt: number, region: Region, outputs: Float32Array): void {
    const { topology, length } = this.arena.plan
    const parameters = this.arena.floats(parametersAt, length)
    const width = outputLayer(topology).outputs
    for (let sample = 0; sample < region.count; sample++) {
      const x = this.sample(region.inputsAt, sample, inputWidth(topology))
      outputs.set(forwardSample(topology.layers, parameters, x, false), sample * width)
    }
  }

  /** (W) one sample, gathered from its lane. */
  private sample(at: number, index: number, width: number): Float32Array {
    const { tile } = this.arena.plan
    const lane = index % tile
    const tileOf = this.arena.floats(at + (index - lane) * width * 4, width * tile)
    return Float32Array.from({ length: width }, (_, column) => tileOf[column * tile + lane]!)
  }
}

/**
 * One sample through every layer.
 * @param parameters (P) for each layer its biases (O), then its weights (O, I)
 * @param x (I)
 * @param logits leave the last activation out
 * @returns (O)
 */
function forwardSample(
  layers: readonly Layer[],
  parameters: Float32Array,
  x: Float32Array,
  logits: boolean,
): Float32Array {
  let at = 0
  let signal = x
  layers.forEach((layer, index) => {
    const own = parameters.subarray(at, at + layerParameters(layer))
    const z = dense(layer, own, signal)
    signal = logits && index === layers.length - 1 ? z : activateLayer(layer, z)
    at += own.length
  })
  return signal
}

/** z = b + W x, each product and each sum rounded, over the inputs in order. */
function dense({ inputs, outputs }: Layer, parameters: Float32Array, x: Float32Array): Float32Array {
  const z = new Float32Array(outputs)
  for (let o = 0; o < outputs; o++) {
    let sum = parameters[o]!
    for (let i = 0; i < inputs; i++) sum = f(sum + f(parameters[outputs + o * inputs + i]! * x[i]!))
    z[o] = sum
  }
  return z
}

function activateLayer({ activation }: Layer, z: Float32Array): Float32Array {
  if (activation.kind === 'softmax') {
    softmax(z)
    return z
  }
  const apply = activate[activation.kind]
  const slope = f(activation.slope)
  return z.map((value) => apply(value, slope))
}
