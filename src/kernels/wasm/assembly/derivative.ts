// The derivatives of the activations, four samples at a time, never with fused multiply-add:
// kernels/reference/derivative.ts does the same operations in the same order.
import { cosV, sigmoidV, tanhV } from '../../../math/assembly/elementary'
import {
  ELU, GAUSSIAN, GELU, LEAKY_RELU, RELU, SIGMOID, SILU, SINE, SOFTPLUS, SOFTSIGN, TANH,
} from './network'

const GELU_SCALE: f32 = 0.7978845608028654
const GELU_CUBIC: f32 = 0.044715
const GELU_SQUARE: f32 = 0.134145
const GELU_FLAT: f32 = 16

/** True if the derivative is computed from z, which must then be kept; otherwise it is computed from y only. */
// @ts-ignore: decorator
@inline export function derivedFromZ(code: i32): bool {
  return code == SOFTSIGN || code == GELU || code == SILU || code == SOFTPLUS || code == SINE || code == GAUSSIAN
}

// @ts-ignore: decorator
@inline function softsignSlope(z: v128): v128 {
  const one = f32x4.splat(1)
  const q = f32x4.div(one, f32x4.add(one, f32x4.abs(z)))
  return f32x4.mul(q, q)
}

/** z is limited to where the gate is flat. This avoids infinity times zero. */
// @ts-ignore: decorator
@inline function geluSlope(z: v128): v128 {
  const one = f32x4.splat(1)
  const half = f32x4.splat(0.5)
  const x = f32x4.min(f32x4.max(z, f32x4.splat(-GELU_FLAT)), f32x4.splat(GELU_FLAT))
  const cubic = f32x4.mul(f32x4.mul(f32x4.mul(f32x4.splat(GELU_CUBIC), x), x), x)
  const gate = tanhV(f32x4.mul(f32x4.splat(GELU_SCALE), f32x4.add(x, cubic)))
  const bell = f32x4.mul(f32x4.sub(one, gate), f32x4.add(one, gate))
  const inner = f32x4.mul(f32x4.splat(GELU_SCALE), f32x4.add(one, f32x4.mul(f32x4.splat(GELU_SQUARE), f32x4.mul(x, x))))
  return f32x4.add(
    f32x4.mul(half, f32x4.add(one, gate)),
    f32x4.mul(f32x4.mul(f32x4.mul(half, x), bell), inner),
  )
}

// @ts-ignore: decorator
@inline function siluSlope(z: v128): v128 {
  const one = f32x4.splat(1)
  const s = sigmoidV(z)
  return f32x4.mul(s, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, s))))
}

// @ts-ignore: decorator
@inline function through(code: i32, delta: v128, z: v128, y: v128, slope: v128): v128 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  switch (code) {
    case SIGMOID: return f32x4.mul(delta, f32x4.mul(y, f32x4.sub(one, y)))
    case RELU: return v128.and(delta, f32x4.gt(y, zero))
    case LEAKY_RELU: return v128.bitselect(delta, f32x4.mul(delta, slope), f32x4.gt(y, zero))
    case TANH: return f32x4.mul(delta, f32x4.mul(f32x4.sub(one, y), f32x4.add(one, y)))
    case SOFTSIGN: return f32x4.mul(delta, softsignSlope(z))
    case ELU: return v128.bitselect(delta, f32x4.mul(delta, f32x4.add(y, one)), f32x4.gt(y, zero))
    case GELU: return f32x4.mul(delta, geluSlope(z))
    case SILU: return f32x4.mul(delta, siluSlope(z))
    case SOFTPLUS: return f32x4.mul(delta, sigmoidV(z))
    case SINE: return f32x4.mul(delta, cosV(z))
    case GAUSSIAN: return f32x4.mul(delta, f32x4.mul(f32x4.mul(f32x4.splat(-2), z), y))
    default: return delta
  }
}

// @ts-ignore: decorator
@inline function each(
  code: i32, slope: f32, delta: usize, z: usize, y: usize, rows: i32, lanes: i32, stride: usize,
): void {
  const bytes = <usize>lanes << 2
  const leak = f32x4.splat(slope)
  for (let row: i32 = 0; row < rows; row++) {
    for (let lane: usize = 0; lane < bytes; lane += 16) {
      const at = delta + lane
      v128.store(at, through(code, v128.load(at), v128.load(z + lane), v128.load(y + lane), leak))
    }
    delta += stride
    z += stride
    y += stride
  }
}

// One function per activation, so that V8 allocates registers for one activation at a time.
function sigmoidRows(delta: usize, y: usize, rows: i32, lanes: i32, stride: usize): void { each(SIGMOID, 0, delta, y, y, rows, lanes, stride) }
function reluRows(delta: usize, y: usize, rows: i32, lanes: i32, stride: usize): void { each(RELU, 0, delta, y, y, rows, lanes, stride) }
function leakyReluRows(slope: f32, delta: usize, y: usize, rows: i32, lanes: i32, stride: usize): void { each(LEAKY_RELU, slope, delta, y, y, rows, lanes, stride) }
function tanhRows(delta: usize, y: usize, rows: i32, lanes: i32, stride: usize): void { each(TANH, 0, delta, y, y, rows, lanes, stride) }
function softsignRows(delta: usize, z: usize, rows: i32, lanes: i32, stride: usize): void { each(SOFTSIGN, 0, delta, z, z, rows, lanes, stride) }
function eluRows(delta: usize, y: usize, rows: i32, lanes: i32, stride: usize): void { each(ELU, 0, delta, y, y, rows, lanes, stride) }
function geluRows(delta: usize, z: usize, rows: i32, lanes: i32, stride: usize): void { each(GELU, 0, delta, z, z, rows, lanes, stride) }
function siluRows(delta: usize, z: usize, rows: i32, lanes: i32, stride: usize): void { each(SILU, 0, delta, z, z, rows, lanes, stride) }
function softplusRows(delta: usize, z: usize, rows: i32, lanes: i32, stride: usize): void { each(SOFTPLUS, 0, delta, z, z, rows, lanes, stride) }
function sineRows(delta: usize, z: usize, rows: i32, lanes: i32, stride: usize): void { each(SINE, 0, delta, z, z, rows, lanes, stride) }
function gaussianRows(delta: usize, z: usize, y: usize, rows: i32, lanes: i32, stride: usize): void { each(GAUSSIAN, 0, delta, z, y, rows, lanes, stride) }

/**
 * Turns ∂L/∂y into ∂L/∂z in place, for all activations except softmax.
 * @param delta (rows, lanes)
 * @param z     (rows, lanes) before the activation; read only if derivedFromZ
 * @param y     (rows, lanes) after the activation
 */
export function derive(
  code: i32, slope: f32, delta: usize, z: usize, y: usize, rows: i32, lanes: i32, stride: usize,
): void {
  switch (code) {
    case SIGMOID: return sigmoidRows(delta, y, rows, lanes, stride)
    case RELU: return reluRows(delta, y, rows, lanes, stride)
    case LEAKY_RELU: return leakyReluRows(slope, delta, y, rows, lanes, stride)
    case TANH: return tanhRows(delta, y, rows, lanes, stride)
    case SOFTSIGN: return softsignRows(delta, z, rows, lanes, stride)
    case ELU: return eluRows(delta, y, rows, lanes, stride)
    case GELU: return geluRows(delta, z, rows, lanes, stride)
    case SILU: return siluRows(delta, z, rows, lanes, stride)
    case SOFTPLUS: return softplusRows(delta, z, rows, lanes, stride)
    case SINE: return sineRows(delta, z, rows, lanes, stride)
    case GAUSSIAN: return gaussianRows(delta, z, y, rows, lanes, stride)
    default: return
  }
}
