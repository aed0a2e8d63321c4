// The gradient of the mean loss, one tile at a time: forward, keeping every layer, then back from the last layer.
import { activateLayer } from './activate'
import { accumulate, PANEL } from './accumulate'
import { dense } from './dense'
import { derivedFromZ, derive } from './derivative'
import { divisor, fromLogits, MSE, sampleLosses, totalOf, weighedLosses } from './loss'
import { deriveSoftmax, lossGradient, weighGradient } from './loss-gradient'
import {
  activationOf, biasesOf, inputsOf, layerAt, layerCount, outputsOf, paddedLanes, parametersOf, slopeOf, SOFTMAX, tileSize,
} from './network'
import { propagate } from './propagate'

/** Passes one tile through every layer. Keeps of each layer z (O, T), if its derivative needs it, and then y (O, T). */
function forwardKept(
  net: usize, params: usize, x: usize, kept: usize, lanes: i32, stride: usize, logits: bool,
): void {
  const depth = layerCount(net)
  for (let index: i32 = 0; index < depth; index++) {
    const layer = layerAt(net, index)
    const outputs = outputsOf(layer)
    const code = activationOf(layer)
    const size = <usize>outputs * stride
    const z = kept
    const y = kept + size
    const keepZ = derivedFromZ(code)
    dense(net, layer, x, keepZ ? z : y, params, lanes, stride)
    if (keepZ) memory.copy(y, z, size)
    if (!(logits && index == depth - 1)) activateLayer(layer, y, lanes, stride)
    params += parametersOf(layer)
    kept += size << 1
    x = y
  }
}

/**
 * Goes back from the last layer's outputs to the first layer's weights. Moving pointers start after the last layer.
 * @param params   end of the parameters
 * @param gradient end of the gradient
 * @param kept     end of the last layer's y
 */
function backward(
  net: usize, params: usize, gradient: usize, x: usize, kept: usize, panel: usize, delta: usize, other: usize,
  samples: i32, lanes: i32, stride: usize, logits: bool,
): void {
  const depth = layerCount(net)
  for (let index = depth - 1; index >= 0; index--) {
    const layer = layerAt(net, index)
    const inputs = inputsOf(layer)
    const outputs = outputsOf(layer)
    const code = activationOf(layer)
    const size = <usize>outputs * stride
    const y = kept - size
    if (!(logits && index == depth - 1)) {
      if (code == SOFTMAX) deriveSoftmax(delta, y, outputs, lanes, stride)
      else derive(code, slopeOf(layer), delta, y - size, y, outputs, lanes, stride)
    }
    kept -= size << 1
    params -= parametersOf(layer)
    gradient -= parametersOf(layer)
    const from = index > 0 ? kept - <usize>inputs * stride : x
    accumulate(layer, delta, from, gradient, panel, samples, stride)
    if (index > 0) {
      propagate(delta, other, params + (<usize>biasesOf(layer) << 2), inputs, outputs, lanes, stride)
      const swap = delta
      delta = other
      other = swap
    }
  }
}

/**
 * Computes the mean loss over S samples and its gradient with respect to the parameters.
 * @param t        (⌈S/T⌉, O, T) targets
 * @param w        (⌈S/T⌉, T) weights of the samples, or 0 for none
 * @param scratch  two buffers of (widest layer, T)
 * @param half     bytes of one of these buffers
 * @param trace    a panel (T, 8), then for each layer two of (O, T)
 * @param gradient (P) out
 */
export function gradient(
  net: usize, params: usize, x: usize, t: usize, w: usize, samples: i32, kind: i32,
  scratch: usize, half: usize, trace: usize, gradient: usize,
): f64 {
  const tile = tileSize(net)
  const stride = <usize>tile << 2
  const depth = layerCount(net)
  const inputs = inputsOf(layerAt(net, 0))
  const outputs = outputsOf(layerAt(net, depth - 1))
  const logits = fromLogits(kind)
  const kept = trace + <usize>PANEL * stride
  let length: usize = 0
  let keptEnd = kept
  for (let index: i32 = 0; index < depth; index++) {
    length += parametersOf(layerAt(net, index))
    keptEnd += <usize>outputsOf(layerAt(net, index)) * stride << 1
  }
  memory.fill(gradient, 0, length)
  const share = divisor(kind, samples, outputs)
  const scale = <f32>((kind == MSE ? 2 : 1) / share)
  const y = keptEnd - <usize>outputs * stride
  let even = f64x2.splat(0) // sums over samples 0 and 1 mod 4
  let odd = f64x2.splat(0) // sums over samples 2 and 3 mod 4
  for (let left = samples; left > 0; left -= tile) {
    const count = min(left, tile)
    const lanes = paddedLanes(count)
    forwardKept(net, params, x, kept, lanes, stride, logits)
    if (w) {
      for (let lane: i32 = 0; lane < count; lane += 4) {
        const four = weighedLosses(kind, y, t, w, lane, count, outputs, stride)
        even = f64x2.add(even, f64x2.promote_low_f32x4(four))
        odd = f64x2.add(odd, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)))
      }
    } else {
      for (let lane: i32 = 0; lane < count; lane += 4) {
        const four = sampleLosses(kind, y, t, lane, count, outputs, stride)
        even = f64x2.add(even, f64x2.promote_low_f32x4(four))
        odd = f64x2.add(odd, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)))
      }
    }
    lossGradient(kind, y, t, scratch, scale, outputs, lanes, stride)
    if (w) {
      weighGradient(scratch, w, outputs, lanes, stride)
      w += stride
    }
    backward(
      net, params + length, gradient + length, x, keptEnd, trace, scratch, scratch + half,
      count, lanes, stride, logits,
    )
    x += <usize>inputs * stride
    t += <usize>outputs * stride
  }
  return totalOf(even, odd) / share
}
