import { sigmoid } from '../../math/elementary.ts'
import type { LossName } from '../../model/losses.ts'
import { softmax } from './activate.ts'
import { divisor } from './loss.ts'

const f = Math.fround

/** One output's derivative; mse's factor 2 is in the scale. At a kink it is 0: mae at 0, hinge at its margin. */
const term: Readonly<
  Record<Exclude<LossName, 'cross-entropy' | 'euclidean'>, (y: number, t: number) => number>
> = {
  mse: (y, t) => f(y - t),
  mae: (y, t) => Math.sign(f(y - t)),
  'binary-cross-entropy': (z, t) => f(sigmoid(z) - t),
  huber: (y, t) => Math.max(Math.min(f(y - t), 1), -1),
  hinge: (y, t) => (f(1 - f(t * y)) > 0 ? -t : 0),
}

/** The factor on each entry of a sample's gradient, so that the sum over samples is the gradient of the mean. */
export function gradientScale(loss: LossName, samples: number, outputs: number): number {
  return f((loss === 'mse' ? 2 : 1) / divisor(loss, samples, outputs))
}

/**
 * ∂loss/∂y of one sample in float32, each operation rounded; ∂loss/∂z if the loss starts from logits.
 * @param y (O) outputs, or logits
 * @param t (O)
 * @param scale the factor on every entry
 * @returns (O)
 */
export function lossGradient(loss: LossName, y: Float32Array, t: Float32Array, scale: number): Float32Array {
  const delta = sampleGradient(loss, y, t)
  return delta.map((value) => f(value * scale))
}

function sampleGradient(loss: LossName, y: Float32Array, t: Float32Array): Float32Array {
  if (loss === 'cross-entropy') return crossEntropy(y, t)
  if (loss === 'euclidean') return euclidean(y, t)
  return y.map((value, o) => term[loss](value, t[o]!))
}

/** softmax(z) Σt - t; this is softmax(z) - t if the targets of a sample sum to 1. */
function crossEntropy(z: Float32Array, t: Float32Array): Float32Array {
  const y = z.slice()
  softmax(y)
  let sum = 0
  for (const value of t) sum = f(sum + value)
  return y.map((value, o) => f(f(value * sum) - t[o]!))
}

/** (y - t)/‖y - t‖; 0 if the norm is 0. */
function euclidean(y: Float32Array, t: Float32Array): Float32Array {
  const d = y.map((value, o) => f(value - t[o]!))
  let sum = 0
  for (const value of d) sum = f(sum + f(value * value))
  const norm = f(Math.sqrt(sum))
  return d.map((value) => (norm === 0 ? 0 : f(value / norm)))
}
