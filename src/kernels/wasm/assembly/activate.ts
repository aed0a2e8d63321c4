// The activation functions, four samples at a time, never with fused multiply-add:
// kernels/reference/activate.ts does the same operations in the same order.
import { expV, expm1V, sigmoidV, sinV, softplusV, tanhV } from '../../../math/assembly/elementary'
import { appliedByDense } from './dense'
import {
  activationOf, ELU, GAUSSIAN, GELU, LEAKY_RELU, LINEAR, outputsOf, RELU, SIGMOID, SILU, SINE, slopeOf, SOFTMAX,
  SOFTPLUS, SOFTSIGN, TANH,
} from './network'

// √(2/π), for the tanh form of gelu (Hendrycks & Gimpel 2016, eq. 2)
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

// @ts-ignore: decorator
@inline function apply(code: i32, x: v128, slope: v128): v128 {
  switch (code) {
    case SIGMOID: return sigmoidV(x)
    case RELU: return reluV(x)
    case LEAKY_RELU: return leakyReluV(x, slope)
    case TANH: return tanhV(x)
    case SOFTSIGN: return softsignV(x)
    case ELU: return eluV(x)
    case GELU: return geluV(x)
    case SILU: return siluV(x)
    case SOFTPLUS: return softplusV(x)
    case SINE: return sinV(x)
    case GAUSSIAN: return gaussianV(x)
    default: return x
  }
}

/** The loop of one activation: `code` is a constant at each call, so that the loop contains only that function. */
// @ts-ignore: decorator
@inline function each(code: i32, slope: f32, y: usize, rows: i32, lanes: i32, stride: usize): void {
  const bytes = <usize>lanes << 2
  const quads = bytes & ~63
  const leak = f32x4.splat(slope)
  for (let row: i32 = 0; row < rows; row++) {
    // Four vectors at a time: each is one long dependency chain, and four chains keep the execution units busy.
    for (let at = y, end = y + quads; at < end; at += 64) {
      const a = apply(code, v128.load(at), leak)
      const b = apply(code, v128.load(at, 16), leak)
      const c = apply(code, v128.load(at, 32), leak)
      const d = apply(code, v128.load(at, 48), leak)
      v128.store(at, a)
      v128.store(at, b, 16)
      v128.store(at, c, 32)
      v128.store(at, d, 48)
    }
    // A tile has no rest; a layer of one sample may.
    for (let at = y + quads, end = y + bytes; at < end; at += 16) {
      v128.store(at, apply(code, v128.load(at), leak))
    }
    y += stride
  }
}

// One function per activation, so that V8 allocates registers for one activation at a time.
function sigmoidRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(SIGMOID, 0, y, rows, lanes, stride) }
function reluRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(RELU, 0, y, rows, lanes, stride) }
function leakyReluRows(slope: f32, y: usize, rows: i32, lanes: i32, stride: usize): void { each(LEAKY_RELU, slope, y, rows, lanes, stride) }
function tanhRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(TANH, 0, y, rows, lanes, stride) }
function softsignRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(SOFTSIGN, 0, y, rows, lanes, stride) }
function eluRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(ELU, 0, y, rows, lanes, stride) }
function geluRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(GELU, 0, y, rows, lanes, stride) }
function siluRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(SILU, 0, y, rows, lanes, stride) }
function softplusRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(SOFTPLUS, 0, y, rows, lanes, stride) }
function sineRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(SINE, 0, y, rows, lanes, stride) }
function gaussianRows(y: usize, rows: i32, lanes: i32, stride: usize): void { each(GAUSSIAN, 0, y, rows, lanes, stride) }

/** Applies an activation other than softmax in place to (rows, lanes); lanes is a multiple of 4. */
export function activate(code: i32, slope: f32, y: usize, rows: i32, lanes: i32, stride: usize): void {
  switch (code) {
    case SIGMOID: return sigmoidRows(y, rows, lanes, stride)
    case RELU: return reluRows(y, rows, lanes, stride)
    case LEAKY_RELU: return leakyReluRows(slope, y, rows, lanes, stride)
    case TANH: return tanhRows(y, rows, lanes, stride)
    case SOFTSIGN: return softsignRows(y, rows, lanes, stride)
    case ELU: return eluRows(y, rows, lanes, stride)
    case GELU: return geluRows(y, rows, lanes, stride)
    case SILU: return siluRows(y, rows, lanes, stride)
    case SOFTPLUS: return softplusRows(y, rows, lanes, stride)
    case SINE: return sineRows(y, rows, lanes, stride)
    case GAUSSIAN: return gaussianRows(y, rows, lanes, stride)
    default: return
  }
}

/** softmax over the rows of each lane, in place: shifted by the largest value, so that nothing overflows. */
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

/** Applies a layer's activation in place to (O, T), if `dense` has not applied it. */
// @ts-ignore: decorator
@inline export function activateLayer(layer: usize, y: usize, lanes: i32, stride: usize): void {
  const code = activationOf(layer)
  if (code == SOFTMAX) softmax(y, outputsOf(layer), lanes, stride)
  else if (code != LINEAR && !appliedByDense(code)) activate(code, slopeOf(layer), y, outputsOf(layer), lanes, stride)
}
