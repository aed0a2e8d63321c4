// A layer on single samples. Its weights stand transposed, so that four outputs of one sample are in the lanes; each has the
// sums of the tile kernel: from the bias over the inputs in order. Padding lanes repeat the last output and are never read.
import { expV } from '../../../math/assembly/elementary'
import { activate } from './activate'
import { multiplyAdd } from './multiply'
import { activationOf, inputsOf, outputsOf, slopeOf, SOFTMAX } from './network'

/** Bytes of O outputs, rounded up to whole vectors. */
// @ts-ignore: decorator
@inline export function rowBytes(outputs: i32): usize {
  return <usize>((outputs + 3) & ~3) << 2
}

/**
 * A layer on one sample: y = f(b + W x).
 * @param x       (I)
 * @param y       (O') out
 * @param weights O' biases, then (I, O') weights
 * @param row     bytes of O' outputs
 */
// @ts-ignore: decorator
@inline export function sampleLayer(layer: usize, x: usize, y: usize, weights: usize, row: usize): void {
  dense(x, y, weights, inputsOf(layer), row)
  const code = activationOf(layer)
  if (code == SOFTMAX) softmax(y, outputsOf(layer), row)
  else activate(code, slopeOf(layer), y, 1, <i32>(row >> 2), 0)
}

/** z = b + W x, as many vectors of outputs at a time as keep the execution units busy. */
// @ts-ignore: decorator
@inline function dense(x: usize, y: usize, weights: usize, inputs: i32, row: usize): void {
  const end = x + (<usize>inputs << 2)
  let o: usize = 0
  for (; o + 128 <= row; o += 128) dense8(x, end, y + o, weights + o, row)
  if (o + 64 <= row) {
    dense4(x, end, y + o, weights + o, row)
    o += 64
  }
  if (o + 32 <= row) {
    dense2(x, end, y + o, weights + o, row)
    o += 32
  }
  if (o < row) dense1(x, end, y + o, weights + o, row)
}

/** Eight vectors of outputs. */
// @ts-ignore: decorator
@inline function dense8(x: usize, end: usize, y: usize, w: usize, row: usize): void {
  let a = v128.load(w), b = v128.load(w, 16), c = v128.load(w, 32), d = v128.load(w, 48)
  let e = v128.load(w, 64), f = v128.load(w, 80), g = v128.load(w, 96), h = v128.load(w, 112)
  for (; x < end; x += 4) {
    w += row
    const input = v128.load32_splat(x)
    a = multiplyAdd(v128.load(w), input, a)
    b = multiplyAdd(v128.load(w, 16), input, b)
    c = multiplyAdd(v128.load(w, 32), input, c)
    d = multiplyAdd(v128.load(w, 48), input, d)
    e = multiplyAdd(v128.load(w, 64), input, e)
    f = multiplyAdd(v128.load(w, 80), input, f)
    g = multiplyAdd(v128.load(w, 96), input, g)
    h = multiplyAdd(v128.load(w, 112), input, h)
  }
  v128.store(y, a)
  v128.store(y, b, 16)
  v128.store(y, c, 32)
  v128.store(y, d, 48)
  v128.store(y, e, 64)
  v128.store(y, f, 80)
  v128.store(y, g, 96)
  v128.store(y, h, 112)
}

// @ts-ignore: decorator
@inline function dense4(x: usize, end: usize, y: usize, w: usize, row: usize): void {
  let a = v128.load(w), b = v128.load(w, 16), c = v128.load(w, 32), d = v128.load(w, 48)
  for (; x < end; x += 4) {
    w += row
    const input = v128.load32_splat(x)
    a = multiplyAdd(v128.load(w), input, a)
    b = multiplyAdd(v128.load(w, 16), input, b)
    c = multiplyAdd(v128.load(w, 32), input, c)
    d = multiplyAdd(v128.load(w, 48), input, d)
  }
  v128.store(y, a)
  v128.store(y, b, 16)
  v128.store(y, c, 32)
  v128.store(y, d, 48)
}

// @ts-ignore: decorator
@inline function dense2(x: usize, end: usize, y: usize, w: usize, row: usize): void {
  let a = v128.load(w), b = v128.load(w, 16)
  for (; x < end; x += 4) {
    w += row
    const input = v128.load32_splat(x)
    a = multiplyAdd(v128.load(w), input, a)
    b = multiplyAdd(v128.load(w, 16), input, b)
  }
  v128.store(y, a)
  v128.store(y, b, 16)
}

// @ts-ignore: decorator
@inline function dense1(x: usize, end: usize, y: usize, w: usize, row: usize): void {
  let a = v128.load(w)
  for (; x < end; x += 4) {
    w += row
    a = multiplyAdd(v128.load(w), v128.load32_splat(x), a)
  }
  v128.store(y, a)
}

/** softmax over O outputs, in place, with the tile kernel's order of sums. `row` bytes are overwritten. */
function softmax(y: usize, outputs: i32, row: usize): void {
  const end = y + (<usize>outputs << 2)
  let largest = load<f32>(y)
  for (let at = y + 4; at < end; at += 4) largest = max(largest, load<f32>(at))
  const shift = f32x4.splat(largest)
  for (let at = y, last = y + row; at < last; at += 16) v128.store(at, expV(f32x4.sub(v128.load(at), shift)))
  let sum: f32 = 0
  for (let at = y; at < end; at += 4) sum += load<f32>(at)
  const total = f32x4.splat(sum)
  for (let at = y, last = y + row; at < last; at += 16) v128.store(at, f32x4.div(v128.load(at), total))
}
