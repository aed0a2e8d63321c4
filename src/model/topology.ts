import type { Activation, ActivationName } from './activations.ts'

/**
 * One fully connected layer: O outputs from I inputs, and from its own outputs h of the step before if it is recurrent:
 * y = f(b + W x + U h), with h = 0 in the first step of an episode (Elman, "Finding Structure in Time", 1990). Without biases b = 0.
 */
export interface Layer {
  /** I */
  readonly inputs: number
  /** O */
  readonly outputs: number
  readonly activation: Activation
  readonly recurrent: boolean
  /** Whether its units have biases. */
  readonly bias: boolean
}

/** What holds for all layers of a network. */
export interface LayerOptions {
  /** Whether the hidden layers are recurrent; the layer of the outputs never is. Default false. */
  readonly recurrent?: boolean | undefined
  /** Whether all units have biases, default true. */
  readonly bias?: boolean | undefined
}

/** A multilayer perceptron without its parameters. Each layer's inputs are the outputs of the one before. */
export interface Topology {
  readonly layers: readonly Layer[]
}

/**
 * @param inputs width of the network's input, ≥ 1
 * @param widths the width of each layer, outputs last, each ≥ 1
 * @param functions the activation of each layer
 */
export function createTopology(
  inputs: number,
  widths: readonly number[],
  functions: readonly Activation[],
  { recurrent = false, bias = true }: LayerOptions = {},
): Topology {
  const layers = widths.map((outputs, index) => ({
    inputs: index === 0 ? inputs : widths[index - 1]!,
    outputs,
    activation: functions[index]!,
    recurrent: recurrent && index < widths.length - 1,
    bias,
  }))
  return { layers }
}

export function inputWidth(topology: Topology): number {
  return topology.layers[0]!.inputs
}

export function outputLayer(topology: Topology): Layer {
  return topology.layers[topology.layers.length - 1]!
}

/** The number of inputs, then the width of each layer: `2-24-12-2` as numbers. */
export function widths(topology: Topology): number[] {
  return [inputWidth(topology), ...topology.layers.map((layer) => layer.outputs)]
}

/** `2-24-12-2`; `2-24r-12r-2` if the hidden layers are recurrent. */
export function shapeText(topology: Topology): string {
  const layers = topology.layers.map(({ outputs, recurrent }) => `${outputs}${recurrent ? 'r' : ''}`)
  return [inputWidth(topology), ...layers].join('-')
}

/** Whether the network has recurrent layers, and so remembers from step to step. */
export function isRecurrent({ layers }: Topology): boolean {
  return layers.some(({ recurrent }) => recurrent)
}

/** Whether the units have biases. */
export function hasBiases({ layers }: Topology): boolean {
  return layers[0]!.bias
}

/** The number of a layer's biases: O, or 0. */
export function biasCount({ outputs, bias }: Layer): number {
  return bias ? outputs : 0
}

/** The weights of one unit: I, and O more in a recurrent layer. Its row is [w; u], the weights of x before those of h. */
export function fanIn({ inputs, outputs, recurrent }: Layer): number {
  return recurrent ? inputs + outputs : inputs
}

/** Parameters of one layer: O biases, if it has them, and (O, fan-in) weights. */
export function layerParameters(layer: Layer): number {
  return biasCount(layer) + layer.outputs * fanIn(layer)
}

/** P */
export function parameterCount(topology: Topology): number {
  return topology.layers.reduce((sum, layer) => sum + layerParameters(layer), 0)
}

/** An activation by name. `slope` is used by leaky-relu only. */
export function activation(kind: ActivationName, slope = 0.01): Activation {
  return { kind, slope: kind === 'leaky-relu' ? slope : 0 }
}
