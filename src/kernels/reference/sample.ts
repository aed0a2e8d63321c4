import { biasCount, fanIn, type Layer, layerParameters } from '../../model/topology.ts'
import { activate, softmax } from './activate.ts'
import { derive, deriveSoftmax } from './derivative.ts'

const f = Math.fround

/** The values of one layer for one sample. */
export interface LayerTrace {
  readonly layer: Layer
  /** (O) biases, if it has them, then (O, fan-in) weights */
  readonly parameters: Float32Array
  /** (fan-in) the inputs; in a recurrent layer its previous outputs after them */
  readonly x: Float32Array
  /** (O) b + W x, or b + [W U] [x; h] */
  readonly z: Float32Array
  /** (O) after the activation; z if the activation is skipped */
  readonly y: Float32Array
}

/**
 * Passes one sample forward through every layer.
 * @param parameters (P) for each layer its biases (O), if it has them, then its weights (O, fan-in)
 * @param x (I)
 * @param logits true skips the last activation
 * @param previous the traces of the step before; null in the first step of an episode, and without recurrent layers
 */
export function forwardSample(
  layers: readonly Layer[],
  parameters: Float32Array,
  x: Float32Array,
  logits: boolean,
  previous: readonly LayerTrace[] | null = null,
): LayerTrace[] {
  let at = 0
  let signal = x
  return layers.map((layer, index) => {
    const own = parameters.subarray(at, at + layerParameters(layer))
    const entering = layer.recurrent ? joined(layer, signal, previous?.[index]?.y) : signal
    const z = dense(layer, own, entering)
    const y = logits && index === layers.length - 1 ? z : activateLayer(layer, z)
    const trace = { layer, parameters: own, x: entering, z, y }
    at += own.length
    signal = y
    return trace
  })
}

/**
 * Passes one sample back through every layer and adds its share to the gradient, rounding product and sum.
 * @param traces of forwardSample
 * @param error (O) ∂L/∂y, or ∂L/∂z of the last layer if `logits`
 * @param gradient (P) added to
 */
export function backwardSample(
  traces: readonly LayerTrace[],
  error: Float32Array,
  logits: boolean,
  gradient: Float32Array,
): void {
  let at = gradient.length
  let signal = error
  for (const trace of traces.toReversed()) {
    const fused = logits && trace === traces.at(-1)
    const delta = fused ? signal : deriveLayer(trace, signal)
    at -= trace.parameters.length
    accumulate(trace, delta, gradient.subarray(at, at + trace.parameters.length))
    if (at > 0) signal = propagate(trace, delta)
  }
}

/** [x; h], where h is 0 before the first step. */
function joined(layer: Layer, x: Float32Array, h: Float32Array | undefined): Float32Array {
  const all = new Float32Array(fanIn(layer))
  all.set(x)
  if (h !== undefined) all.set(h, x.length)
  return all
}

/** z = b + W x over the inputs in order, from 0 without biases; each product and each sum is rounded. */
function dense(layer: Layer, parameters: Float32Array, x: Float32Array): Float32Array {
  const { outputs } = layer
  const biases = biasCount(layer)
  const width = fanIn(layer)
  const z = new Float32Array(outputs)
  for (let o = 0; o < outputs; o++) {
    let sum = layer.bias ? parameters[o]! : 0
    for (let i = 0; i < width; i++) sum = f(sum + f(parameters[biases + o * width + i]! * x[i]!))
    z[o] = sum
  }
  return z
}

function activateLayer({ activation }: Layer, z: Float32Array): Float32Array {
  if (activation.kind === 'softmax') {
    const y = z.slice()
    softmax(y)
    return y
  }
  const apply = activate[activation.kind]
  const slope = f(activation.slope)
  return z.map((value) => apply(value, slope))
}

/** ∂L/∂z from ∂L/∂y. */
function deriveLayer({ layer: { activation }, z, y }: LayerTrace, error: Float32Array): Float32Array {
  if (activation.kind === 'softmax') {
    const delta = error.slice()
    deriveSoftmax(delta, y)
    return delta
  }
  const apply = derive[activation.kind]
  const slope = f(activation.slope)
  return error.map((value, o) => apply(value, z[o]!, y[o]!, slope))
}

/** db += δ, dW += δ xᵀ. */
function accumulate({ layer, x }: LayerTrace, delta: Float32Array, gradient: Float32Array): void {
  const { inputs, outputs } = layer
  const biases = biasCount(layer)
  for (let o = 0; o < outputs; o++) {
    if (layer.bias) gradient[o] = f(gradient[o]! + delta[o]!)
    for (let i = 0; i < inputs; i++) {
      const at = biases + o * inputs + i
      gradient[at] = f(gradient[at]! + f(delta[o]! * x[i]!))
    }
  }
}

/** ∂L/∂x = Wᵀ δ, over the outputs in order. */
function propagate({ layer, parameters }: LayerTrace, delta: Float32Array): Float32Array {
  const { inputs, outputs } = layer
  const biases = biasCount(layer)
  const error = new Float32Array(inputs)
  for (let i = 0; i < inputs; i++) {
    let sum = 0
    for (let o = 0; o < outputs; o++) sum = f(sum + f(parameters[biases + o * inputs + i]! * delta[o]!))
    error[i] = sum
  }
  return error
}
