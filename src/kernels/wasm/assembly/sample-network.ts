// The forward pass of single samples: their layers one after the other, on weights that are transposed when they are bound.
import { biasesOf, inputsOf, layerAt, layerCount, outputsOf, parametersOf } from './network'
import { rowBytes, sampleLayer } from './sample-layer'

/**
 * Transposes a network's weights.
 * @param params (P) for each layer O biases or none, then (O, I) weights
 * @param to     for each layer O' biases, which may all be 0, then (I, O') weights; O' is O rounded up to whole vectors, and I the fan-in
 */
export function transpose(net: usize, params: usize, to: usize): void {
  const depth = layerCount(net)
  for (let index: i32 = 0; index < depth; index++) {
    const layer = layerAt(net, index)
    const inputs = inputsOf(layer)
    const outputs = outputsOf(layer)
    const biases = biasesOf(layer)
    const row = rowBytes(outputs)
    if (biases == 0) memory.fill(to, 0, row)
    for (let o: i32 = 0; o < outputs; o += 4) {
      const width = outputs - o
      const column = to + (<usize>o << 2)
      if (biases > 0) transposeFour(params + (<usize>o << 2), 4, 1, width, column, row)
      const weights = params + (<usize>(biases + o * inputs) << 2)
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
      const row = rowBytes(outputsOf(layer))
      if (index == last) to = y
      sampleLayer(layer, from, to, layerWeights, row)
      layerWeights += row * <usize>(inputsOf(layer) + 1)
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
 * @param y           (S, O) out
 * @param rows        S
 * @param state       (S, H) the previous outputs of the recurrent layers, in and out
 * @param activations two buffers of (widest O', or fan-in of a recurrent layer)
 * @param half        bytes of one of these buffers
 */
export function stepRows(
  net: usize, weights: usize, x: usize, width: i32, y: usize, rows: i32, state: usize, activations: usize, half: usize,
): void {
  const depth = layerCount(net)
  for (; rows > 0; rows--) {
    let from = activations
    let to = activations + half
    let layerWeights = weights
    let entering = width
    copy(from, x, width)
    for (let index: i32 = 0; index < depth; index++) {
      const layer = layerAt(net, index)
      const inputs = inputsOf(layer)
      const outputs = outputsOf(layer)
      const row = rowBytes(outputs)
      const own = inputs - entering
      if (own > 0) copy(from + (<usize>entering << 2), state, own)
      sampleLayer(layer, from, to, layerWeights, row)
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

/** Copies some floats. */
// @ts-ignore: decorator
@inline function copy(to: usize, from: usize, count: i32): void {
  let at: usize = 0
  const end = <usize>count << 2
  for (; at + 16 <= end; at += 16) v128.store(to + at, v128.load(from + at))
  for (; at < end; at += 4) store<f32>(to + at, load<f32>(from + at))
}
