import { log } from '../math/elementary.ts'
import { type ActivationName, activations } from './activations.ts'
import type { LossName } from './losses.ts'

/** The lowest loss that one output in [low, high] can have for its target t. */
type Term = (target: number, low: number, high: number) => number

const clamped = (t: number, low: number, high: number): number => Math.min(high, Math.max(low, t))

const square = (x: number): number => x * x

/** x ln x, whose limit at 0 is 0. */
const xlogx = (x: number): number => (x > 0 ? x * log(Math.fround(x)) : 0)

const terms: Readonly<Record<Exclude<LossName, 'euclidean' | 'cross-entropy'>, Term>> = {
  mse: (t, low, high) => square(clamped(t, low, high) - t),
  mae: (t, low, high) => Math.abs(clamped(t, low, high) - t),
  huber(t, low, high) {
    const distance = Math.abs(clamped(t, low, high) - t)
    return distance < 1 ? square(distance) / 2 : distance - 0.5
  },
  'binary-cross-entropy': (t) => -xlogx(t) - xlogx(1 - t),
  hinge: (t, low, high) => Math.max(0, 1 - t * (t > 0 ? high : low)),
}

/**
 * A bound that no network gets below, whatever its weights: a loss may be above 0 for perfect answers, as cross-entropy
 * is for targets of 0.1 and 0.9, and an output activation may not reach the targets.
 * @param output the activation of the last layer
 * @param targets (S, O)
 * @param width O
 * @param weights (S) how much each sample counts; null if all count alike
 */
export function lossFloor(
  loss: LossName,
  output: ActivationName,
  targets: Float32Array,
  width: number,
  weights: Float32Array | null = null,
): number {
  const samples = targets.length / width
  const weightOf = (sample: number): number => weights?.[sample] ?? 1
  if (loss === 'cross-entropy') return perSample(targets, width, weightOf, crossEntropy) / samples
  const [low, high] = activations[output].range
  const reachable = low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY
  if (reachable && loss !== 'binary-cross-entropy') return 0
  if (loss === 'euclidean') {
    const nearest = (row: Float32Array): number => Math.sqrt(sum(row, (t) => terms.mse(t, low, high)))
    return perSample(targets, width, weightOf, nearest) / samples
  }
  const term = terms[loss]
  return sum(targets, (t, at) => weightOf(Math.floor(at / width)) * term(t, low, high)) / targets.length
}

/** The least of -Σ t ln y over all y that sum to 1, which y = t / Σ t reaches. */
function crossEntropy(targets: Float32Array): number {
  return xlogx(sum(targets, (t) => t)) - sum(targets, xlogx)
}

function perSample(
  targets: Float32Array,
  width: number,
  weightOf: (sample: number) => number,
  of: (row: Float32Array) => number,
): number {
  let total = 0
  for (let start = 0; start < targets.length; start += width)
    total += weightOf(start / width) * of(targets.subarray(start, start + width))
  return total
}

function sum(values: Float32Array, of: (value: number, index: number) => number): number {
  let total = 0
  for (let index = 0; index < values.length; index++) total += of(values[index]!, index)
  return total
}
