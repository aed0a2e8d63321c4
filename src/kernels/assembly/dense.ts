// A fully connected layer over one tile: z = b + W x, samples in the lanes, weights splatted.
// Every sum starts at the bias and runs over the inputs in order, so that blocking changes no bit.
import { LEAKY_RELU, RELU } from './network'
import { multiplyAdd } from './multiply'

/** The activations cheap enough to apply before the store; the others take a pass of their own. */
// @ts-ignore: decorator
@inline export function appliedByDense(code: i32): bool {
  return code == RELU || code == LEAKY_RELU
}

// @ts-ignore: decorator
@inline function finish(z: v128, code: i32, slope: v128): v128 {
  if (code == RELU) return f32x4.max(z, f32x4.splat(0))
  if (code == LEAKY_RELU) return v128.bitselect(z, f32x4.mul(z, slope), f32x4.gt(z, f32x4.splat(0)))
  return z
}

// @ts-ignore: decorator
@inline function put(to: usize, z: v128, code: i32, slope: v128, offset: usize): void {
  v128.store(to + offset, finish(z, code, slope))
}

/**
 * @param x      (I, T) inputs of the tile
 * @param y      (O, T) outputs of the tile
 * @param params O biases, then (O, I) weights
 * @param lanes  samples to go through, a multiple of 16
 * @param stride bytes from one row of a tile to the next, 4 T
 */
export function dense(
  x: usize, y: usize, params: usize, inputs: i32, outputs: i32,
  lanes: i32, stride: usize, code: i32, leak: f32,
): void {
  const slope = f32x4.splat(leak)
  const row: usize = <usize>inputs << 2
  const weights = params + (<usize>outputs << 2)
  let o: i32 = 0
  // @ts-ignore: FUSED is given on the compiler's command line
  if (!FUSED) {
    for (; o + 4 <= outputs; o += 4) {
      dense4x2(x, y + <usize>o * stride, params + (<usize>o << 2), weights + <usize>o * row, row, lanes, stride, code, slope)
    }
  }
  for (; o + 2 <= outputs; o += 2) {
    dense2x4(x, y + <usize>o * stride, params + (<usize>o << 2), weights + <usize>o * row, row, lanes, stride, code, slope)
  }
  if (o < outputs) {
    dense1x4(x, y + <usize>o * stride, params + (<usize>o << 2), weights + <usize>o * row, row, lanes, stride, code, slope)
  }
}

/** Four outputs by two vectors: the block that V8 keeps in registers when product and sum are two instructions. */
// @ts-ignore: decorator
@inline function dense4x2(
  x: usize, y: usize, bias: usize, w: usize, row: usize,
  lanes: i32, stride: usize, code: i32, slope: v128,
): void {
  const end = w + row
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 32) {
    let a0 = v128.load32_splat(bias), a1 = a0
    let b0 = v128.load32_splat(bias, 4), b1 = b0
    let c0 = v128.load32_splat(bias, 8), c1 = c0
    let d0 = v128.load32_splat(bias, 12), d1 = d0
    let from = x + lane
    for (let at = w; at < end; at += 4) {
      const x0 = v128.load(from), x1 = v128.load(from, 16)
      let weight = v128.load32_splat(at)
      a0 = multiplyAdd(weight, x0, a0)
      a1 = multiplyAdd(weight, x1, a1)
      weight = v128.load32_splat(at + row)
      b0 = multiplyAdd(weight, x0, b0)
      b1 = multiplyAdd(weight, x1, b1)
      weight = v128.load32_splat(at + (row << 1))
      c0 = multiplyAdd(weight, x0, c0)
      c1 = multiplyAdd(weight, x1, c1)
      weight = v128.load32_splat(at + row * 3)
      d0 = multiplyAdd(weight, x0, d0)
      d1 = multiplyAdd(weight, x1, d1)
      from += stride
    }
    const to = y + lane
    put(to, a0, code, slope, 0)
    put(to, a1, code, slope, 16)
    put(to + stride, b0, code, slope, 0)
    put(to + stride, b1, code, slope, 16)
    put(to + (stride << 1), c0, code, slope, 0)
    put(to + (stride << 1), c1, code, slope, 16)
    put(to + stride * 3, d0, code, slope, 0)
    put(to + stride * 3, d1, code, slope, 16)
  }
}

/** Two outputs by four vectors: the block that V8 keeps in registers when a multiply-add is one instruction. */
// @ts-ignore: decorator
@inline function dense2x4(
  x: usize, y: usize, bias: usize, w: usize, row: usize,
  lanes: i32, stride: usize, code: i32, slope: v128,
): void {
  const end = w + row
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 64) {
    let a0 = v128.load32_splat(bias), a1 = a0, a2 = a0, a3 = a0
    let b0 = v128.load32_splat(bias, 4), b1 = b0, b2 = b0, b3 = b0
    let from = x + lane
    for (let at = w; at < end; at += 4) {
      const wa = v128.load32_splat(at), wb = v128.load32_splat(at + row)
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
    const to = y + lane
    put(to, a0, code, slope, 0)
    put(to, a1, code, slope, 16)
    put(to, a2, code, slope, 32)
    put(to, a3, code, slope, 48)
    put(to + stride, b0, code, slope, 0)
    put(to + stride, b1, code, slope, 16)
    put(to + stride, b2, code, slope, 32)
    put(to + stride, b3, code, slope, 48)
  }
}

/** The odd output that is left. */
// @ts-ignore: decorator
@inline function dense1x4(
  x: usize, y: usize, bias: usize, w: usize, row: usize,
  lanes: i32, stride: usize, code: i32, slope: v128,
): void {
  const end = w + row
  for (let lane: usize = 0, last = <usize>lanes << 2; lane < last; lane += 64) {
    let a0 = v128.load32_splat(bias), a1 = a0, a2 = a0, a3 = a0
    let from = x + lane
    for (let at = w; at < end; at += 4) {
      const weight = v128.load32_splat(at)
      a0 = multiplyAdd(weight, v128.load(from), a0)
      a1 = multiplyAdd(weight, v128.load(from, 16), a1)
      a2 = multiplyAdd(weight, v128.load(from, 32), a2)
      a3 = multiplyAdd(weight, v128.load(from, 48), a3)
      from += stride
    }
    const to = y + lane
    put(to, a0, code, slope, 0)
    put(to, a1, code, slope, 16)
    put(to, a2, code, slope, 32)
    put(to, a3, code, slope, 48)
  }
}
