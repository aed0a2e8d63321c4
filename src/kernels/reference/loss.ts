import { exp, log, softplus } from '../../math/elementary.ts'
import { type LossName, losses } from '../../model/losses.ts'

const f = Math.fround

/** The loss of one output, float32. */
const term: Readonly<Record<Exclude<LossName, 'cross-entropy'>, (y: number, t: number) => number>> = {
  mse: (y, t) => f(f(y - t) * f(y - t)),
  mae: (y, t) => Math.abs(f(y - t)),
  euclidean: (y, t) => f(f(y - t) * f(y - t)),
  'binary-cross-entropy': (z, t) => f(softplus(z) - f(t * z)),
  huber: (y, t) => {
    const d = f(y - t)
    const a = Math.abs(d)
    return a < 1 ? f(0.5 * f(d * d)) : f(a - 0.5)
  },
  hinge: (y, t) => Math.max(f(1 - f(t * y)), 0),
}

/**
 * The loss of one sample in float32, each operation rounded; from logits if the loss starts from them.
 * @param y (O)
 * @param t (O)
 */
export function sampleLoss(loss: LossName, y: Float32Array, t: Float32Array): number {
  if (loss === 'cross-entropy') return crossEntropy(y, t)
  let sum = 0
  for (let o = 0; o < y.length; o++) sum = f(sum + term[loss](y[o]!, t[o]!))
  return loss === 'euclidean' ? f(Math.sqrt(sum)) : sum
}

/** -Σ t ln softmax(z), as Σ t (ln Σ eᶻ - z), with the largest z subtracted first. */
function crossEntropy(z: Float32Array, t: Float32Array): number {
  let largest = z[0]!
  for (const value of z) largest = Math.max(largest, value)
  let sum = 0
  for (const value of z) sum = f(sum + exp(f(value - largest)))
  const logSum = f(largest + log(sum))
  let loss = 0
  for (let o = 0; o < z.length; o++) loss = f(loss + f(t[o]! * f(logSum - z[o]!)))
  return loss
}

/** The divisor of a sum over samples: S, or S O if the mean is over outputs too. */
export function divisor(loss: LossName, samples: number, outputs: number): number {
  return loss === 'euclidean' || loss === 'cross-entropy' ? samples : samples * outputs
}

/** True if the loss starts from the last layer's values before its activation. */
export function takesLogits(loss: LossName): boolean {
  return losses[loss].fromLogits
}
