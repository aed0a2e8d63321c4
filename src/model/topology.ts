import type { Activation, ActivationName } from './activations.ts'

/** One fully connected layer: O outputs from I inputs. */
export interface Layer {
  /** I */
  readonly inputs: number
  /** O */
  readonly outputs: number
  readonly activation: Activation
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
): Topology {
  const layers = widths.map((outputs, index) => ({
    inputs: index === 0 ? inputs : widths[index - 1]!,
    outputs,
    activation: functions[index]!,
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

/** Parameters of one layer: O biases and (O, I) weights. */
export function layerParameters(layer: Layer): number {
  return layer.outputs * (layer.inputs + 1)
}

/** P */
export function parameterCount(topology: Topology): number {
  return topology.layers.reduce((sum, layer) => sum + layerParameters(layer), 0)
}

/** An activation by name. `slope` is used by leaky-relu only. */
export function activation(kind: ActivationName, slope = 0.01): Activation {
  return { kind, slope: kind === 'leaky-relu' ? slope : 0 }
}
