// The forward pass of single samples. A layer's weights stand transposed, so that four outputs of one sample are in the
// lanes; each has the sums of the tile kernel: from the bias over the inputs in order. Padding lanes repeat the last
// output and are never read.
import { expV } from '../../../math/assembly/elementary'
import { activate } from './activate'
import { multiplyAdd } from './multiply'
import { activationOf, inputsOf, layerAt, layerCount, outputsOf, parametersOf, slopeOf, SOFTMAX } from './network'

/** Bytes of O outputs, rounded up to whole vectors. */
// @ts-ignore: decorator
@inline function rowBytes(outputs: i32): usize {
  return <usize>((outputs + 3) & ~3) << 2
}

/**
 * Transposes a network's weights.
 * @param params (P) for each layer O biases, then (O, I) weights
 * @param to     for each layer O' biases, then (I, O') weights; O' is O rounded up to whole vectors, and I the fan-in
 */
export function transpose(net: usize, params: usize, to: usize): void {
  const depth = layerCount(net)
  for (let index: i32 = 0; index < depth; index++) {
    const layer = layerAt(net, index)
    const inputs = inputsOf(layer)
    const outputs = outputsOf(layer)
    const row = rowBytes(outputs)
    for (let o: i32 = 0; o < outputs; o += 4) {
      const width = outputs - o
      const column = to + (<usize>o << 2)
      transposeFour(params + (<usize>o << 2), 4, 1, width, column, row)
      const weights = params + (<usize>(outputs + o * inputs) << 2)
      transposeFour(weights, <usize>inputs << 2, inputs, width, column + row, row)
    }
    params += parametersOf(layer)
    to += row * <usize>(inputs + 1)
  }
}

/** Transposes four rows of `count` floats into `count` vectors. Rows beyond `width` repeat the last. */
// @ts-ignore: decorator
@inline function transposeFour(from: usize, step: usize, count: i32, width: i32, to: usize, row: usize): void {
  const second = from + (width > 1 ? step : 0)
  const third = second + (width > 2 ? step : 0)
  const fourth = third + (width > 3 ? step : 0)
  for (let at: usize = 0, end = <usize>count << 2; at < end; at += 4) {
    let four = v128.load32_zero(from + at)
    four = v128.load32_lane(second + at, four, 1)
    four = v128.load32_lane(third + at, four, 2)
    v128.store(to, v128.load32_lane(fourth + at, four, 3))
    to += row
  }
}

/**
 * Computes the network's outputs sample by sample.
 * @param weights     transposed
 * @param x           (S, I)
 * @param y           (S, O) out; up to three floats after it are overwritten
 * @param samples     S
 * @param activations two buffers of (widest O')
 * @param half        bytes of one of these buffers
 */
export function forwardSamples(
  net: usize, weights: usize, x: usize, y: usize, samples: i32, activations: usize, half: usize,
): void {
  const last = layerCount(net) - 1
  const inputBytes = <usize>inputsOf(layerAt(net, 0)) << 2
  const outputBytes = <usize>outputsOf(layerAt(net, last)) << 2
  for (; samples > 0; samples--) {
    let from = x
    let to = activations
    let other = activations + half
    let layerWeights = weights
    for (let index: i32 = 0; index <= last; index++) {
      const layer = layerAt(net, index)
      const inputs = inputsOf(layer)
      const outputs = outputsOf(layer)
      const row = rowBytes(outputs)
      if (index == last) to = y
      dense(from, to, layerWeights, inputs, row)
      finish(layer, to, outputs, row)
      layerWeights += row * <usize>(inputs + 1)
      from = to
      to = other
      other = from
    }
    x += inputBytes
    y += outputBytes
  }
}

/**
 * A step of a network with recurrent layers, row by row. Such a layer is a dense one whose input is [x; h], where h is what
 * it put out in the step before: its fan-in is larger by O than the width of x.
 * @param weights     transposed
 * @param x           (S, I)
 * @param width       I
 * @param y           (S, O) out; up to three floats after it are overwritten
 * @param rows        S
 * @param state       (S, H) the previous outputs of the recurrent layers, in and out
 * @param activations two buffers of (widest O', or fan-in of a recurrent layer)
 * @param half        bytes of one of these buffers
 */
export function stepRows(
  net: usize, weights: usize, x: usize, width: i32, y: usize, rows: i32, state: usize, activations: usize, half: usize,
): void {
  const last = layerCount(net) - 1
  for (; rows > 0; rows--) {
    let from = activations
    let to = activations + half
    let layerWeights = weights
    let entering = width
    copy(from, x, width)
    for (let index: i32 = 0; index <= last; index++) {
      const layer = layerAt(net, index)
      const inputs = inputsOf(layer)
      const outputs = outputsOf(layer)
      const row = rowBytes(outputs)
      const own = inputs - entering
      if (own > 0) copy(from + (<usize>entering << 2), state, own)
      dense(from, to, layerWeights, inputs, row)
      finish(layer, to, outputs, row)
      if (own > 0) {
        copy(state, to, own)
        state += <usize>own << 2
      }
      layerWeights += row * <usize>(inputs + 1)
      entering = outputs
      const other = from
      from = to
      to = other
    }
    copy(y, from, entering)
    x += <usize>width << 2
    y += <usize>entering << 2
  }
}

/** Copies floats. */
// @ts-ignore: decorator
@inline function copy(to: usize, from: usize, count: i32): void {
  let at: usize = 0
  const end = <usize>count << 2
  for (; at + 16 <= end; at += 16) v128.store(to + at, v128.load(from + at))
  for (; at < end; at += 4) store<f32>(to + at, load<f32>(from + at))
}

/** The activation of a layer, in place. */
// @ts-ignore: decorator
@inline function finish(layer: usize, y: usize, outputs: i32, row: usize): void {
  const code = activationOf(layer)
  if (code == SOFTMAX) softmax(y, outputs, row)
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
