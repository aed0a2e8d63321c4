import type { Activation, ActivationName } from '../../src/model/activations.ts'
import { type LossName, losses } from '../../src/model/losses.ts'
import type { Topology } from '../../src/model/topology.ts'

/** The mean loss in float64, and how near any number came to where a derivative jumps. */
export interface ExactLoss {
  readonly loss: number
  readonly kink: number
}

/** One sample's inputs and targets. */
export interface Sample {
  readonly x: readonly number[]
  readonly t: readonly number[]
  /** Default: 1. */
  readonly weight?: number
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** From the formulas of model/activations.ts, by the engine's own functions. */
const activate: Readonly<Record<Exclude<ActivationName, 'softmax'>, (x: number, slope: number) => number>> = {
  linear: (x) => x,
  sigmoid,
  relu: (x) => Math.max(x, 0),
  'leaky-relu': (x, slope) => (x > 0 ? x : slope * x),
  tanh: Math.tanh,
  softsign: (x) => x / (1 + Math.abs(x)),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  gelu: (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  silu: (x) => x * sigmoid(x),
  softplus: (x) => Math.log1p(Math.exp(x)),
  sine: Math.sin,
  gaussian: (x) => Math.exp(-(x ** 2)),
}

/** From the formulas of model/losses.ts, of outputs even where the kernels start from logits. */
const lossOf: Readonly<Record<LossName, (y: readonly number[], t: readonly number[]) => number>> = {
  mse: (y, t) => sum(y, (a, o) => (a - t[o]!) ** 2) / y.length,
  mae: (y, t) => sum(y, (a, o) => Math.abs(a - t[o]!)) / y.length,
  euclidean: (y, t) => Math.sqrt(sum(y, (a, o) => (a - t[o]!) ** 2)),
  'cross-entropy': (y, t) => -sum(y, (a, o) => t[o]! * Math.log(a)),
  'binary-cross-entropy': (y, t) =>
    -sum(y, (a, o) => t[o]! * Math.log(a) + (1 - t[o]!) * Math.log(1 - a)) / y.length,
  huber: (y, t) => sum(y, (a, o) => huber(Math.abs(a - t[o]!))) / y.length,
  hinge: (y, t) => sum(y, (a, o) => Math.max(0, 1 - t[o]! * a)) / y.length,
}

function huber(d: number): number {
  return d < 1 ? d ** 2 / 2 : d - 1 / 2
}

function sum(values: readonly number[], term: (value: number, index: number) => number): number {
  return values.reduce((total, value, index) => total + term(value, index), 0)
}

function apply({ kind, slope }: Activation, z: readonly number[]): number[] {
  if (kind !== 'softmax') return z.map((value) => activate[kind](value, slope))
  const terms = z.map(Math.exp)
  const whole = sum(terms, (term) => term)
  return terms.map((term) => term / whole)
}

/** How far the numbers of one layer or loss are from its kinks. */
function fromKink(kind: ActivationName | LossName, values: readonly number[]): number {
  const kinked = ['relu', 'leaky-relu', 'mae', 'hinge', 'euclidean'].includes(kind)
  return kinked ? Math.min(...values.map(Math.abs)) : Number.POSITIVE_INFINITY
}

/**
 * Another way to the same number: plain float64, a sample at a time.
 * @param parameters (P) for each layer its biases (O), then its weights (O, I)
 */
export function exactLoss(
  { layers }: Topology,
  parameters: Float64Array,
  samples: readonly Sample[],
  loss: LossName,
): ExactLoss {
  let total = 0
  let kink = Number.POSITIVE_INFINITY
  for (const { x, t, weight = 1 } of samples) {
    let at = 0
    let signal = [...x]
    for (const { inputs, outputs, activation } of layers) {
      const z = Array.from({ length: outputs }, (_, o) => {
        const row = at + outputs + o * inputs
        return parameters[at + o]! + sum(signal, (value, i) => value * parameters[row + i]!)
      })
      kink = Math.min(kink, fromKink(activation.kind, z))
      signal = apply(activation, z)
      at += outputs * (inputs + 1)
    }
    const gaps = signal.map((y, o) => (loss === 'hinge' ? 1 - t[o]! * y : y - t[o]!))
    kink = Math.min(kink, fromKink(loss, gaps))
    total += weight * lossOf[loss](signal, t)
  }
  return { loss: total / samples.length, kink }
}

/** The gradient by central differences, off by O(h²) and rounding: some 1e-9 here. */
export function differences(
  topology: Topology,
  parameters: Float64Array,
  samples: readonly Sample[],
  loss: LossName,
  h = 1e-5,
): number[] {
  return Array.from(parameters, (_, p) => {
    const at = (step: number): number => {
      const moved = parameters.slice()
      moved[p]! += step
      return exactLoss(topology, moved, samples, loss).loss
    }
    return (at(h) - at(-h)) / (2 * h)
  })
}

/** True where the loss reads probabilities, so that hidden activations alone are free. */
export function lastFor(kind: ActivationName, loss: LossName): ActivationName {
  const { fits } = losses[loss]
  return fits === null || fits.includes(kind) ? kind : fits[0]!
}
