import { cos, sigmoid, tanh } from '../../math/elementary.ts'
import type { ActivationName } from '../../model/activations.ts'

const f = Math.fround

const geluScale = f(0.7978845608028654)
const geluCubic = f(0.044715)
/** 3 × 0.044715 */
const geluSquare = f(0.134145)
/** The gate of gelu is flat from here on. Limiting z to it avoids infinity times zero. */
const geluFlat = 16

/**
 * ∂L/∂z from ∂L/∂y in float32, each operation rounded, for all activations except softmax. At a kink the slope is the
 * one to its left: relu has 0 at 0, as in PyTorch.
 * @param delta ∂L/∂y
 * @param z the value before the activation
 * @param y the value after the activation
 * @param slope of leaky-relu, ≥ 0
 */
export const derive: Readonly<
  Record<Exclude<ActivationName, 'softmax'>, (delta: number, z: number, y: number, slope: number) => number>
> = {
  linear: (delta) => delta,
  sigmoid: (delta, _, y) => f(delta * f(y * f(1 - y))),
  relu: (delta, _, y) => (y > 0 ? delta : 0),
  'leaky-relu': (delta, _, y, slope) => (y > 0 ? delta : f(delta * slope)),
  tanh: (delta, _, y) => f(delta * f(f(1 - y) * f(1 + y))),
  softsign: (delta, z) => {
    const q = f(1 / f(1 + Math.abs(z)))
    return f(delta * f(q * q))
  },
  elu: (delta, _, y) => (y > 0 ? delta : f(delta * f(y + 1))),
  gelu: (delta, z) => f(delta * geluSlope(z)),
  silu: (delta, z) => {
    const s = sigmoid(z)
    return f(delta * f(s * f(1 + f(z * f(1 - s)))))
  },
  softplus: (delta, z) => f(delta * sigmoid(z)),
  sine: (delta, z) => f(delta * cos(z)),
  gaussian: (delta, z, y) => f(delta * f(f(-2 * z) * y)),
}

/** (1 + g)/2 + x/2 (1 - g²) √(2/π) (1 + 3 · 0.044715 x²), where g is the gate of gelu. */
function geluSlope(z: number): number {
  const x = Math.min(Math.max(z, -geluFlat), geluFlat)
  const cubic = f(f(f(geluCubic * x) * x) * x)
  const gate = tanh(f(geluScale * f(x + cubic)))
  const bell = f(f(1 - gate) * f(1 + gate))
  const inner = f(geluScale * f(1 + f(geluSquare * f(x * x))))
  return f(f(0.5 * f(1 + gate)) + f(f(f(0.5 * x) * bell) * inner))
}

/**
 * Through softmax's whole Jacobian, in place: δⱼ = yⱼ (δⱼ - Σ δₖ yₖ).
 * @param delta (O) ∂L/∂y in, ∂L/∂z out
 * @param y (O)
 */
export function deriveSoftmax(delta: Float32Array, y: Float32Array): void {
  let sum = 0
  for (let o = 0; o < y.length; o++) sum = f(sum + f(delta[o]! * y[o]!))
  for (let o = 0; o < y.length; o++) delta[o] = f(y[o]! * f(delta[o]! - sum))
}
