// ∂loss/∂y over one tile, or ∂loss/∂z if the loss starts from logits, times a sample's share of the mean.
// kernels/reference/loss-gradient.ts does the same in the same order.
import { sigmoidV } from '../../../math/assembly/elementary'
import { softmax } from './activate'
import { BINARY_CROSS_ENTROPY, CROSS_ENTROPY, EUCLIDEAN, HINGE, HUBER, MAE } from './loss'

/** ±1 with the sign of d; d itself if it is zero or NaN. */
// @ts-ignore: decorator
@inline function signOf(d: v128): v128 {
  const unit = v128.bitselect(d, f32x4.splat(1), i32x4.splat(0x80000000))
  return v128.bitselect(unit, d, f32x4.gt(f32x4.abs(d), f32x4.splat(0)))
}

/** The derivative of one output's loss, without mse's factor 2 (it is in the scale). */
// @ts-ignore: decorator
@inline function term(kind: i32, y: v128, t: v128): v128 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  if (kind == BINARY_CROSS_ENTROPY) return f32x4.sub(sigmoidV(y), t)
  if (kind == HINGE) return v128.and(f32x4.neg(t), f32x4.gt(f32x4.sub(one, f32x4.mul(t, y)), zero))
  const d = f32x4.sub(y, t)
  if (kind == MAE) return signOf(d)
  if (kind == HUBER) return f32x4.max(f32x4.min(d, one), f32x4.splat(-1))
  return d
}

/** softmax(z) Σt - t; this is softmax(z) - t if the targets of a sample sum to 1. */
function crossEntropy(y: usize, t: usize, delta: usize, scale: v128, rows: i32, lanes: i32, stride: usize): void {
  memory.copy(delta, y, <usize>rows * stride)
  softmax(delta, rows, lanes, stride)
  const size = <usize>rows * stride
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 16) {
    let sum = f32x4.splat(0)
    for (let at: usize = lane; at < size; at += stride) sum = f32x4.add(sum, v128.load(t + at))
    for (let at: usize = lane; at < size; at += stride) {
      const d = f32x4.sub(f32x4.mul(v128.load(delta + at), sum), v128.load(t + at))
      v128.store(delta + at, f32x4.mul(d, scale))
    }
  }
}

/** (y - t)/‖y - t‖; 0 if the norm is 0. */
function euclidean(y: usize, t: usize, delta: usize, scale: v128, rows: i32, lanes: i32, stride: usize): void {
  const zero = f32x4.splat(0)
  const size = <usize>rows * stride
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 16) {
    let sum = zero
    for (let at: usize = lane; at < size; at += stride) {
      const d = f32x4.sub(v128.load(y + at), v128.load(t + at))
      sum = f32x4.add(sum, f32x4.mul(d, d))
    }
    const norm = f32x4.sqrt(sum)
    const apart = f32x4.ne(norm, zero)
    for (let at: usize = lane; at < size; at += stride) {
      const d = f32x4.sub(v128.load(y + at), v128.load(t + at))
      v128.store(delta + at, f32x4.mul(v128.and(f32x4.div(d, norm), apart), scale))
    }
  }
}

// @ts-ignore: decorator
@inline function each(
  kind: i32, y: usize, t: usize, delta: usize, scale: v128, rows: i32, lanes: i32, stride: usize,
): void {
  const bytes = <usize>lanes << 2
  for (let row: i32 = 0; row < rows; row++) {
    for (let lane: usize = 0; lane < bytes; lane += 16) {
      v128.store(delta + lane, f32x4.mul(term(kind, v128.load(y + lane), v128.load(t + lane)), scale))
    }
    y += stride
    t += stride
    delta += stride
  }
}

/**
 * @param y     (O, T) outputs, or logits
 * @param t     (O, T) targets
 * @param delta (O, T) out
 * @param scale the factor on every entry
 */
export function lossGradient(
  kind: i32, y: usize, t: usize, delta: usize, scale: f32, rows: i32, lanes: i32, stride: usize,
): void {
  const factor = f32x4.splat(scale)
  if (kind == CROSS_ENTROPY) crossEntropy(y, t, delta, factor, rows, lanes, stride)
  else if (kind == EUCLIDEAN) euclidean(y, t, delta, factor, rows, lanes, stride)
  else each(kind, y, t, delta, factor, rows, lanes, stride)
}

/**
 * Multiplies the errors of each sample by its weight, in place.
 * @param w (T)
 */
export function weighGradient(delta: usize, w: usize, rows: i32, lanes: i32, stride: usize): void {
  const end = delta + <usize>rows * stride
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 16) {
    const weight = v128.load(w + lane)
    for (let at = delta + lane; at < end; at += stride) v128.store(at, f32x4.mul(v128.load(at), weight))
  }
}

/** Through softmax's whole Jacobian, in place: δⱼ = yⱼ (δⱼ - Σ δₖ yₖ). */
export function deriveSoftmax(delta: usize, y: usize, rows: i32, lanes: i32, stride: usize): void {
  const size = <usize>rows * stride
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 16) {
    let sum = f32x4.splat(0)
    for (let at: usize = lane; at < size; at += stride) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(delta + at), v128.load(y + at)))
    }
    for (let at: usize = lane; at < size; at += stride) {
      const d = f32x4.sub(v128.load(delta + at), sum)
      v128.store(delta + at, f32x4.mul(v128.load(y + at), d))
    }
  }
}
