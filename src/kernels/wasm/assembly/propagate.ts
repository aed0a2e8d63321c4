// The error signal back through a fully connected layer: ∂L/∂x = Wᵀ δ, samples in the lanes, weights splatted.
// Every sum starts at 0 and runs over the outputs in order, so that blocking changes no bit.
import { multiplyAdd } from './multiply'

/**
 * @param delta   (O, T) ∂L/∂z of the layer
 * @param to      (I, T) ∂L/∂x, out
 * @param weights (O, I)
 * @param lanes   number of samples, a multiple of 16
 * @param stride  bytes from one row of a tile to the next, 4 T
 */
export function propagate(
  delta: usize, to: usize, weights: usize, inputs: i32, outputs: i32, lanes: i32, stride: usize,
): void {
  const row: usize = <usize>inputs << 2
  const end = weights + <usize>outputs * row
  let i: i32 = 0
  // @ts-ignore: FUSED is given on the compiler's command line
  if (!FUSED) {
    for (; i + 4 <= inputs; i += 4) {
      propagate4x2(delta, to + <usize>i * stride, weights + (<usize>i << 2), end, row, lanes, stride)
    }
  }
  for (; i + 2 <= inputs; i += 2) {
    propagate2x4(delta, to + <usize>i * stride, weights + (<usize>i << 2), end, row, lanes, stride)
  }
  if (i < inputs) propagate1x4(delta, to + <usize>i * stride, weights + (<usize>i << 2), end, row, lanes, stride)
}

/** Four inputs by two vectors, like dense4x2. */
// @ts-ignore: decorator
@inline function propagate4x2(
  delta: usize, to: usize, w: usize, end: usize, row: usize, lanes: i32, stride: usize,
): void {
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 32) {
    let a0 = f32x4.splat(0), a1 = a0
    let b0 = a0, b1 = a0
    let c0 = a0, c1 = a0
    let d0 = a0, d1 = a0
    let from = delta + lane
    for (let at = w; at < end; at += row) {
      const x0 = v128.load(from), x1 = v128.load(from, 16)
      let weight = v128.load32_splat(at)
      a0 = multiplyAdd(weight, x0, a0)
      a1 = multiplyAdd(weight, x1, a1)
      weight = v128.load32_splat(at, 4)
      b0 = multiplyAdd(weight, x0, b0)
      b1 = multiplyAdd(weight, x1, b1)
      weight = v128.load32_splat(at, 8)
      c0 = multiplyAdd(weight, x0, c0)
      c1 = multiplyAdd(weight, x1, c1)
      weight = v128.load32_splat(at, 12)
      d0 = multiplyAdd(weight, x0, d0)
      d1 = multiplyAdd(weight, x1, d1)
      from += stride
    }
    let at = to + lane
    v128.store(at, a0)
    v128.store(at, a1, 16)
    at += stride
    v128.store(at, b0)
    v128.store(at, b1, 16)
    at += stride
    v128.store(at, c0)
    v128.store(at, c1, 16)
    at += stride
    v128.store(at, d0)
    v128.store(at, d1, 16)
  }
}

/** Two inputs by four vectors, like dense2x4. */
// @ts-ignore: decorator
@inline function propagate2x4(
  delta: usize, to: usize, w: usize, end: usize, row: usize, lanes: i32, stride: usize,
): void {
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 64) {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0
    let from = delta + lane
    for (let at = w; at < end; at += row) {
      const wa = v128.load32_splat(at), wb = v128.load32_splat(at, 4)
      const x0 = v128.load(from)
      a0 = multiplyAdd(wa, x0, a0)
      b0 = multiplyAdd(wb, x0, b0)
      const x1 = v128.load(from, 16)
      a1 = multiplyAdd(wa, x1, a1)
      b1 = multiplyAdd(wb, x1, b1)
      const x2 = v128.load(from, 32)
      a2 = multiplyAdd(wa, x2, a2)
      b2 = multiplyAdd(wb, x2, b2)
      const x3 = v128.load(from, 48)
      a3 = multiplyAdd(wa, x3, a3)
      b3 = multiplyAdd(wb, x3, b3)
      from += stride
    }
    const at = to + lane
    v128.store(at, a0)
    v128.store(at, a1, 16)
    v128.store(at, a2, 32)
    v128.store(at, a3, 48)
    v128.store(at + stride, b0)
    v128.store(at + stride, b1, 16)
    v128.store(at + stride, b2, 32)
    v128.store(at + stride, b3, 48)
  }
}

/** The remaining odd input. */
// @ts-ignore: decorator
@inline function propagate1x4(
  delta: usize, to: usize, w: usize, end: usize, row: usize, lanes: i32, stride: usize,
): void {
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 64) {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0
    let from = delta + lane
    for (let at = w; at < end; at += row) {
      const weight = v128.load32_splat(at)
      a0 = multiplyAdd(weight, v128.load(from), a0)
      a1 = multiplyAdd(weight, v128.load(from, 16), a1)
      a2 = multiplyAdd(weight, v128.load(from, 32), a2)
      a3 = multiplyAdd(weight, v128.load(from, 48), a3)
      from += stride
    }
    const at = to + lane
    v128.store(at, a0)
    v128.store(at, a1, 16)
    v128.store(at, a2, 32)
    v128.store(at, a3, 48)
  }
}
