// A fully connected layer over one tile: z = b + W x, or W x without biases, samples in the lanes, weights splatted.
// Every sum starts at the bias and runs over the inputs in order, so that blocking changes no bit.
import { activationOf, biasesOf, inputsOf, LEAKY_RELU, outputsOf, RELU, slopeOf, zerosOf } from './network'
import { multiplyAdd } from './multiply'

/** The activations that are cheap enough to apply before the store; the others need a separate pass. */
// @ts-ignore: decorator
@inline export function appliedByDense(code: i32): bool {
  return code == RELU || code == LEAKY_RELU
}

// @ts-ignore: decorator
@inline function relu(z: v128): v128 {
  return f32x4.max(z, f32x4.splat(0))
}

// @ts-ignore: decorator
@inline function leakyRelu(z: v128, slope: v128): v128 {
  return v128.bitselect(z, f32x4.mul(z, slope), f32x4.gt(z, f32x4.splat(0)))
}

/**
 * @param x      (I, T) inputs of the tile
 * @param y      (O, T) outputs of the tile
 * @param params O biases or none, then (O, I) weights
 * @param lanes  number of samples, a multiple of 16
 * @param stride bytes from one row of a tile to the next, 4 T
 */
export function dense(
  net: usize, layer: usize, x: usize, y: usize, params: usize, lanes: i32, stride: usize,
): void {
  const outputs = outputsOf(layer)
  const code = activationOf(layer)
  const slope = f32x4.splat(slopeOf(layer))
  const row: usize = <usize>inputsOf(layer) << 2
  const biased = biasesOf(layer) > 0
  const biases = biased ? params : zerosOf(net)
  const step: usize = biased ? 4 : 0
  const weights = params + (<usize>biasesOf(layer) << 2)
  let o: i32 = 0
  // @ts-ignore: FUSED is given on the compiler's command line
  if (!FUSED) {
    for (; o + 4 <= outputs; o += 4) {
      dense4x2(x, y + <usize>o * stride, biases + <usize>o * step, weights + <usize>o * row, row, lanes, stride, code, slope)
    }
  }
  for (; o + 2 <= outputs; o += 2) {
    dense2x4(x, y + <usize>o * stride, biases + <usize>o * step, weights + <usize>o * row, row, lanes, stride, code, slope)
  }
  if (o < outputs) {
    dense1x4(x, y + <usize>o * stride, biases + <usize>o * step, weights + <usize>o * row, row, lanes, stride, code, slope)
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
    if (code == RELU) {
      a0 = relu(a0)
      a1 = relu(a1)
      b0 = relu(b0)
      b1 = relu(b1)
      c0 = relu(c0)
      c1 = relu(c1)
      d0 = relu(d0)
      d1 = relu(d1)
    } else if (code == LEAKY_RELU) {
      a0 = leakyRelu(a0, slope)
      a1 = leakyRelu(a1, slope)
      b0 = leakyRelu(b0, slope)
      b1 = leakyRelu(b1, slope)
      c0 = leakyRelu(c0, slope)
      c1 = leakyRelu(c1, slope)
      d0 = leakyRelu(d0, slope)
      d1 = leakyRelu(d1, slope)
    }
    const to = y + lane
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to + stride, b0)
    v128.store(to + stride, b1, 16)
    v128.store(to + (stride << 1), c0)
    v128.store(to + (stride << 1), c1, 16)
    v128.store(to + stride * 3, d0)
    v128.store(to + stride * 3, d1, 16)
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
    if (code == RELU) {
      a0 = relu(a0)
      a1 = relu(a1)
      a2 = relu(a2)
      a3 = relu(a3)
      b0 = relu(b0)
      b1 = relu(b1)
      b2 = relu(b2)
      b3 = relu(b3)
    } else if (code == LEAKY_RELU) {
      a0 = leakyRelu(a0, slope)
      a1 = leakyRelu(a1, slope)
      a2 = leakyRelu(a2, slope)
      a3 = leakyRelu(a3, slope)
      b0 = leakyRelu(b0, slope)
      b1 = leakyRelu(b1, slope)
      b2 = leakyRelu(b2, slope)
      b3 = leakyRelu(b3, slope)
    }
    const to = y + lane
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
    v128.store(to + stride, b0)
    v128.store(to + stride, b1, 16)
    v128.store(to + stride, b2, 32)
    v128.store(to + stride, b3, 48)
  }
}

/** The remaining odd output. */
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
    if (code == RELU) {
      a0 = relu(a0)
      a1 = relu(a1)
      a2 = relu(a2)
      a3 = relu(a3)
    } else if (code == LEAKY_RELU) {
      a0 = leakyRelu(a0, slope)
      a1 = leakyRelu(a1, slope)
      a2 = leakyRelu(a2, slope)
      a3 = leakyRelu(a3, slope)
    }
    const to = y + lane
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
  }
}
