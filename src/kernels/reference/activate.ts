import { exp, expm1, sigmoid, sin, softplus, tanh } from '../../math/elementary.ts'
import type { ActivationName } from '../../model/activations.ts'

const f = Math.fround

/** √(2/π), for the tanh form of gelu (Hendrycks & Gimpel 2016, eq. 2). */
const geluScale = f(0.7978845608028654)
const geluCubic = f(0.044715)

/** The activations except softmax in float32, each operation rounded: the oracle of the compiled kernel. */
export const activate: Readonly<
  Record<Exclude<ActivationName, 'softmax'>, (x: number, slope: number) => number>
> = {
  linear: (x) => x,
  sigmoid: (x) => sigmoid(x),
  relu: (x) => Math.max(x, 0),
  'leaky-relu': (x, slope) => (x > 0 ? x : f(x * slope)),
  tanh: (x) => tanh(x),
  softsign: (x) => f(x / f(1 + Math.abs(x))),
  elu: (x) => (x > 0 ? x : expm1(Math.min(x, 0))),
  gelu: (x) => {
    const cubic = f(f(f(geluCubic * x) * x) * x)
    const gate = tanh(f(geluScale * f(x + cubic)))
    return f(f(0.5 * x) * f(1 + gate))
  },
  silu: (x) => f(x * sigmoid(x)),
  softplus: (x) => softplus(x),
  sine: (x) => sin(x),
  gaussian: (x) => exp(-f(x * x)),
}

/**
 * softmax in place, shifted by the largest value so that nothing overflows.
 * @param y (O)
 */
export function softmax(y: Float32Array): void {
  let largest = y[0]!
  for (const value of y) largest = Math.max(largest, value)
  let sum = 0
  for (let o = 0; o < y.length; o++) {
    y[o] = exp(f(y[o]! - largest))
    sum = f(sum + y[o]!)
  }
  for (let o = 0; o < y.length; o++) y[o] = y[o]! / sum
}
