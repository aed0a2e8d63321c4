import { fanIn, inputWidth, isRecurrent, outputLayer, type Topology } from '../model/topology.ts'
import { type Addresses, wholeLines } from './addresses.ts'

/** Outputs of a layer that stand in the lanes of one vector. */
const lanes = 4

/** Floats of inputs or outputs that pass through a window at once: windows and a small network fit in the L1 cache. */
const windowFloats = 1024

/** Floats of hidden state that are in the arena at a time: 64 KiB. */
const stateFloats = 16_384

/** The addresses of one network that computes sample by sample, in bytes. All values are float32. */
export interface SampleNetworkPlan {
  /** For each layer its biases (O'), then its weights transposed (fan-in, O'); O' is O rounded up to whole vectors. */
  readonly weightsAt: number
  /** Two buffers for what the layers make of one sample */
  readonly activationsAt: number
  /** (R, I) */
  readonly inputsAt: number
  /** (R, O), and three floats that the last vector may write past them */
  readonly outputsAt: number
  /** (R, H) the previous outputs of the recurrent layers; null without such layers */
  readonly stateAt: number | null
}

/** R, the samples that pass through the windows of a sample network at once, at least 1. */
export function windowSamples(topology: Topology): number {
  const widest = Math.max(inputWidth(topology), outputLayer(topology).outputs)
  const units = stateWidth(topology)
  const samples = Math.floor(windowFloats / widest)
  return Math.max(1, units === 0 ? samples : Math.min(samples, Math.floor(stateFloats / units)))
}

/** H, the units of all recurrent layers. */
export function stateWidth({ layers }: Topology): number {
  return layers.reduce((sum, { outputs, recurrent }) => sum + (recurrent ? outputs : 0), 0)
}

/**
 * Bytes of one of the two buffers of `activationsAt`: whole lines, since wide vectors write past the last output. In
 * a recurrent network what enters a layer stands there too, as a whole.
 */
export function activationsHalf(topology: Topology): number {
  const wholeInputs = isRecurrent(topology)
  const widths = topology.layers.map((layer) =>
    wholeInputs ? Math.max(fanIn(layer), layer.outputs) : layer.outputs,
  )
  return wholeLines(Math.max(...widths) * 4)
}

export function planSampleNetwork(topology: Topology, addresses: Addresses): SampleNetworkPlan {
  const samples = windowSamples(topology)
  const weights = topology.layers.reduce((sum, layer) => sum + (fanIn(layer) + 1) * padded(layer.outputs), 0)
  const units = stateWidth(topology)
  return {
    weightsAt: addresses.take(weights * 4),
    activationsAt: addresses.take(2 * activationsHalf(topology)),
    inputsAt: addresses.take(samples * inputWidth(topology) * 4),
    outputsAt: addresses.take((samples * outputLayer(topology).outputs + lanes - 1) * 4),
    stateAt: units === 0 ? null : addresses.take(samples * units * 4),
  }
}

function padded(outputs: number): number {
  return Math.ceil(outputs / lanes) * lanes
}
