// The compiled kernel. All state lies in the imported memory, laid out by memory/;
// nothing is allocated here and no data segment is written, so many threads may run it on one memory.
import { activate as activateRows, activateLayer } from './activate'
import { dense } from './dense'
import { divisor, fromLogits, sampleLosses, totalOf } from './loss'
import { multiplyAdd } from './multiply'
import {
  activationOf, inputsOf, layerAt, layerCount, outputsOf, paddedLanes, parametersOf, slopeOf, tileSize,
} from './network'

export { gather } from './gather'
export { gradient } from './gradient'

/** One tile through every layer, by way of two buffers in turn; the last one's outputs (O, T) go to `target`. */
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
    dense(from, to, params, inputsOf(layer), outputsOf(layer), lanes, stride, activationOf(layer), slopeOf(layer))
    if (!(last && logits)) activateLayer(layer, to, lanes, stride)
    params += parametersOf(layer)
    from = to
    to = to == ping ? pong : ping
  }
}

/** Which of the two scratch buffers the last layer writes to. */
// @ts-ignore: decorator
@inline function lastBuffer(depth: i32, scratch: usize, half: usize): usize {
  return depth & 1 ? scratch : scratch + half
}

/**
 * The network's outputs for one tile.
 * @param x       (I, T)
 * @param samples how many of the T count
 * @param scratch two buffers of (widest layer, T)
 * @param half    bytes of one such buffer
 * @returns where the outputs (O, T) lie in the scratch
 */
export function forward(net: usize, params: usize, x: usize, samples: i32, scratch: usize, half: usize): usize {
  const y = lastBuffer(layerCount(net), scratch, half)
  forwardTile(net, params, x, paddedLanes(samples), <usize>tileSize(net) << 2, scratch, scratch + half, y, false)
  return y
}

/**
 * The mean loss over S samples, forward pass and loss fused a tile at a time.
 * @param t (⌈S/T⌉, O, T) targets
 */
export function loss(
  net: usize, params: usize, x: usize, t: usize, samples: i32, kind: i32, scratch: usize, half: usize,
): f64 {
  const tile = tileSize(net)
  const stride = <usize>tile << 2
  const depth = layerCount(net)
  const inputs = inputsOf(layerAt(net, 0))
  const outputs = outputsOf(layerAt(net, depth - 1))
  const logits = fromLogits(kind)
  const y = lastBuffer(depth, scratch, half)
  let even = f64x2.splat(0) // sums of samples 0 and 1 mod 4
  let odd = f64x2.splat(0) // of samples 2 and 3 mod 4
  for (let left = samples; left > 0; left -= tile) {
    const count = min(left, tile)
    forwardTile(net, params, x, paddedLanes(count), stride, scratch, scratch + half, y, logits)
    for (let lane: i32 = 0; lane < count; lane += 4) {
      const four = sampleLosses(kind, y, t, lane, count, outputs, stride)
      even = f64x2.add(even, f64x2.promote_low_f32x4(four))
      odd = f64x2.add(odd, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)))
    }
    x += <usize>inputs * stride
    t += <usize>outputs * stride
  }
  return totalOf(even, odd) / divisor(kind, samples, outputs)
}

/** Applies an activation in place to `count` numbers, a multiple of 16: what the tests hold against the reference. */
export function activate(code: i32, slope: f32, at: usize, count: i32): void {
  activateRows(code, slope, at, 1, count, <usize>count << 2)
}

/**
 * True where this build's multiply-add rounds once on this machine: a b - 1 keeps what rounding a b would lose.
 * The arguments come from outside so that no compiler folds the answer.
 */
export function fuses(a: f32, b: f32): bool {
  return f32x4.extract_lane(multiplyAdd(f32x4.splat(a), f32x4.splat(b), f32x4.splat(-1)), 0) != 0
}
