import { inputWidth, outputLayer, type Topology } from '../model/topology.ts'
import { type Addresses, wholeLines } from './addresses.ts'

/** Outputs of a layer that stand in the lanes of one vector. */
const lanes = 4

/** Floats of inputs or outputs that pass through a window at once: windows and a small network fit in the L1 cache. */
const windowFloats = 1024

/** The addresses of one network that computes sample by sample, in bytes. All values are float32. */
export interface SampleNetworkPlan {
  /** For each layer its biases (O'), then its weights transposed (I, O'); O' is O rounded up to whole vectors. */
  readonly weightsAt: number
  /** Two buffers for what the layers make of one sample */
  readonly activationsAt: number
  /** (R, I) */
  readonly inputsAt: number
  /** (R, O), and three floats that the last vector may write past them */
  readonly outputsAt: number
}

/** R, the samples that pass through the windows of a sample network at once, at least 1. */
export function windowSamples(topology: Topology): number {
  const widest = Math.max(inputWidth(topology), outputLayer(topology).outputs)
  return Math.max(1, Math.floor(windowFloats / widest))
}

/** Bytes of one of the two buffers of `activationsAt`: whole lines, since wide vectors write past the last output. */
export function activationsHalf({ layers }: Topology): number {
  return wholeLines(Math.max(...layers.map(({ outputs }) => outputs)) * 4)
}

export function planSampleNetwork(topology: Topology, addresses: Addresses): SampleNetworkPlan {
  const samples = windowSamples(topology)
  const weights = topology.layers.reduce(
    (sum, { inputs, outputs }) => sum + (inputs + 1) * padded(outputs),
    0,
  )
  return {
    weightsAt: addresses.take(weights * 4),
    activationsAt: addresses.take(2 * activationsHalf(topology)),
    inputsAt: addresses.take(samples * inputWidth(topology) * 4),
    outputsAt: addresses.take((samples * outputLayer(topology).outputs + lanes - 1) * 4),
  }
}

function padded(outputs: number): number {
  return Math.ceil(outputs / lanes) * lanes
}
