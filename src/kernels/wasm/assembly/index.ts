// The compiled kernel. All state is in the imported memory, laid out by memory/.
// It allocates nothing and writes no data segment, so many threads can run it on one memory.
import { activate as activateRows, activateLayer } from './activate'
import { dense } from './dense'
import { divisor, fromLogits, sampleLosses, totalOf, weighedLosses } from './loss'
import { multiplyAdd } from './multiply'
import { inputsOf, layerAt, layerCount, outputsOf, paddedLanes, parametersOf, tileSize } from './network'

export { gather } from './gather'
export { gradient } from './gradient'
export { forwardSamples, stepRows, transpose } from './sample-network'

/** Passes one tile through every layer, alternating two buffers; the last layer's outputs (O, T) go to `target`. */
// @ts-ignore: decorator
@inline function forwardTile(
  net: usize, params: usize, x: usize, lanes: i32, stride: usize,
  ping: usize, pong: usize, target: usize, logits: bool,
): void {
  const depth = layerCount(net)
  let from = x
  let to = ping
  for (let index: i32 = 0; index < depth; index++) {
    const layer = layerAt(net, index)
    const last = index == depth - 1
    if (last) to = target
    dense(net, layer, from, to, params, lanes, stride)
    if (!(last && logits)) activateLayer(layer, to, lanes, stride)
    params += parametersOf(layer)
    from = to
    to = to == ping ? pong : ping
  }
}

/** The scratch buffer, of the two, that the last layer writes to. */
// @ts-ignore: decorator
@inline function lastBuffer(depth: i32, scratch: usize, half: usize): usize {
  return depth & 1 ? scratch : scratch + half
}

/**
 * Computes the network's outputs for one tile.
 * @param x       (I, T)
 * @param samples number of valid samples, at most T
 * @param scratch two buffers of (widest layer, T)
 * @param half    bytes of one of these buffers
 * @returns the address of the outputs (O, T) in the scratch
 */
export function forward(net: usize, params: usize, x: usize, samples: i32, scratch: usize, half: usize): usize {
  const y = lastBuffer(layerCount(net), scratch, half)
  forwardTile(net, params, x, paddedLanes(samples), <usize>tileSize(net) << 2, scratch, scratch + half, y, false)
  return y
}

/**
 * Computes the mean loss over S samples: forward pass and loss, one tile at a time.
 * @param t (⌈S/T⌉, O, T) targets
 * @param w (⌈S/T⌉, T) weights of the samples, or 0 for none
 */
export function loss(
  net: usize, params: usize, x: usize, t: usize, w: usize, samples: i32, kind: i32, scratch: usize, half: usize,
): f64 {
  const tile = tileSize(net)
  const stride = <usize>tile << 2
  const depth = layerCount(net)
  const inputs = inputsOf(layerAt(net, 0))
  const outputs = outputsOf(layerAt(net, depth - 1))
  const logits = fromLogits(kind)
  const y = lastBuffer(depth, scratch, half)
  let even = f64x2.splat(0) // sums over samples 0 and 1 mod 4
  let odd = f64x2.splat(0) // sums over samples 2 and 3 mod 4
  for (let left = samples; left > 0; left -= tile) {
    const count = min(left, tile)
    forwardTile(net, params, x, paddedLanes(count), stride, scratch, scratch + half, y, logits)
    if (w) {
      for (let lane: i32 = 0; lane < count; lane += 4) {
        const four = weighedLosses(kind, y, t, w, lane, count, outputs, stride)
        even = f64x2.add(even, f64x2.promote_low_f32x4(four))
        odd = f64x2.add(odd, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)))
      }
      w += stride
    } else {
      for (let lane: i32 = 0; lane < count; lane += 4) {
        const four = sampleLosses(kind, y, t, lane, count, outputs, stride)
        even = f64x2.add(even, f64x2.promote_low_f32x4(four))
        odd = f64x2.add(odd, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)))
      }
    }
    x += <usize>inputs * stride
    t += <usize>outputs * stride
  }
  return totalOf(even, odd) / divisor(kind, samples, outputs)
}

/** Applies an activation in place to `count` numbers, a multiple of 16. Tests compare it with the reference. */
export function activate(code: i32, slope: f32, at: usize, count: i32): void {
  activateRows(code, slope, at, 1, count, <usize>count << 2)
}

/**
 * True if this build's multiply-add rounds once on this machine: a b - 1 then keeps the bits that rounding a b loses.
 * The values are arguments so that no compiler folds the result.
 */
export function fuses(a: f32, b: f32): bool {
  return f32x4.extract_lane(multiplyAdd(f32x4.splat(a), f32x4.splat(b), f32x4.splat(-1)), 0) != 0
}
