// The activation functions, four samples at a time, in plain arithmetic in every build:
// kernels/activate.ts does the same operations in the same order.
import { expV, expm1V, sigmoidV, sinV, softplusV, tanhV } from '../../math/assembly/elementary'
import {
  ELU, GAUSSIAN, GELU, LEAKY_RELU, LINEAR, RELU, SIGMOID, SILU, SINE, SOFTMAX, SOFTPLUS, SOFTSIGN, TANH,
} from './network'

// √(2/π) of the tanh form of gelu (Hendrycks & Gimpel 2016, eq. 2)
const GELU_SCALE: f32 = 0.7978845608028654
const GELU_CUBIC: f32 = 0.044715

// @ts-ignore: decorator
@inline function reluV(x: v128): v128 {
  return f32x4.max(x, f32x4.splat(0))
}

// @ts-ignore: decorator
@inline function leakyReluV(x: v128, slope: v128): v128 {
  return v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(x, f32x4.splat(0)))
}

// @ts-ignore: decorator
@inline function softsignV(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), f32x4.abs(x)))
}

// @ts-ignore: decorator
@inline function eluV(x: v128): v128 {
  return v128.bitselect(x, expm1V(f32x4.min(x, f32x4.splat(0))), f32x4.gt(x, f32x4.splat(0)))
}

// @ts-ignore: decorator
@inline function geluV(x: v128): v128 {
  const cubic = f32x4.mul(f32x4.mul(f32x4.mul(f32x4.splat(GELU_CUBIC), x), x), x)
  const gate = tanhV(f32x4.mul(f32x4.splat(GELU_SCALE), f32x4.add(x, cubic)))
  return f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), f32x4.add(f32x4.splat(1), gate))
}

// @ts-ignore: decorator
@inline function siluV(x: v128): v128 {
  return f32x4.mul(x, sigmoidV(x))
}

// @ts-ignore: decorator
@inline function gaussianV(x: v128): v128 {
  return expV(f32x4.neg(f32x4.mul(x, x)))
}

/** Applies an activation, softmax aside, in place to (rows, lanes). */
export function activate(code: i32, slope: f32, y: usize, rows: i32, lanes: i32, stride: usize): void {
  const bytes = <usize>lanes << 2
  for (let row: i32 = 0; row < rows; row++) {
    for (let at = y, end = y + bytes; at < end; at += 16) {
      const x = v128.load(at)
      let value = x
      switch (code) {
        case SIGMOID: { value = sigmoidV(x); break }
        case RELU: { value = reluV(x); break }
        case LEAKY_RELU: { value = leakyReluV(x, f32x4.splat(slope)); break }
        case TANH: { value = tanhV(x); break }
        case SOFTSIGN: { value = softsignV(x); break }
        case ELU: { value = eluV(x); break }
        case GELU: { value = geluV(x); break }
        case SILU: { value = siluV(x); break }
        case SOFTPLUS: { value = softplusV(x); break }
        case SINE: { value = sinV(x); break }
        case GAUSSIAN: { value = gaussianV(x); break }
        default: break
      }
      v128.store(at, value)
    }
    y += stride
  }
}

/** softmax over the rows of each lane, in place: shifted by the largest, so that nothing overflows. */
export function softmax(y: usize, rows: i32, lanes: i32, stride: usize): void {
  const end = y + <usize>rows * stride
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 16) {
    const from = y + lane
    let largest = v128.load(from)
    for (let at = from + stride; at < end; at += stride) largest = f32x4.max(largest, v128.load(at))
    let sum = f32x4.splat(0)
    for (let at = from; at < end; at += stride) {
      const term = expV(f32x4.sub(v128.load(at), largest))
      v128.store(at, term)
      sum = f32x4.add(sum, term)
    }
    for (let at = from; at < end; at += stride) v128.store(at, f32x4.div(v128.load(at), sum))
  }
}
