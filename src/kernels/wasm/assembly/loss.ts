// The losses over one tile. A sample's loss is a float32 in its lane; sums over samples are float64,
// in four partial sums: sample s goes to sum s mod 4. kernels/reference/loss.ts does the same in the same order.
import { expV, logV, softplusV } from '../../../math/assembly/elementary'

// @ts-ignore: decorator
@inline export const MSE: i32 = 0
// @ts-ignore: decorator
@inline export const MAE: i32 = 1
// @ts-ignore: decorator
@inline export const EUCLIDEAN: i32 = 2
// @ts-ignore: decorator
@inline export const CROSS_ENTROPY: i32 = 3
// @ts-ignore: decorator
@inline export const BINARY_CROSS_ENTROPY: i32 = 4
// @ts-ignore: decorator
@inline export const HUBER: i32 = 5
// @ts-ignore: decorator
@inline export const HINGE: i32 = 6

// @ts-ignore: decorator
@inline export function fromLogits(kind: i32): bool {
  return kind == CROSS_ENTROPY || kind == BINARY_CROSS_ENTROPY
}

/** The divisor of a sum over samples: S, or S O if the mean is over outputs too. */
// @ts-ignore: decorator
@inline export function divisor(kind: i32, samples: i32, outputs: i32): f64 {
  return kind == EUCLIDEAN || kind == CROSS_ENTROPY ? <f64>samples : <f64>samples * <f64>outputs
}

// @ts-ignore: decorator
@inline function term(kind: i32, y: v128, t: v128): v128 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  const half = f32x4.splat(0.5)
  if (kind == BINARY_CROSS_ENTROPY) return f32x4.sub(softplusV(y), f32x4.mul(t, y))
  if (kind == HINGE) return f32x4.max(f32x4.sub(one, f32x4.mul(t, y)), zero)
  const d = f32x4.sub(y, t)
  if (kind == MAE) return f32x4.abs(d)
  if (kind == HUBER) {
    const a = f32x4.abs(d)
    return v128.bitselect(f32x4.mul(half, f32x4.mul(d, d)), f32x4.sub(a, half), f32x4.lt(a, one))
  }
  return f32x4.mul(d, d)
}

/** -Σ t ln softmax(z), as Σ t (ln Σ eᶻ - z), with the largest z subtracted first. */
// @ts-ignore: decorator
@inline function crossEntropy(z: usize, t: usize, rows: i32, stride: usize): v128 {
  const end = z + <usize>rows * stride
  let largest = v128.load(z)
  for (let at = z + stride; at < end; at += stride) largest = f32x4.max(largest, v128.load(at))
  let sum = f32x4.splat(0)
  for (let at = z; at < end; at += stride) sum = f32x4.add(sum, expV(f32x4.sub(v128.load(at), largest)))
  const logSum = f32x4.add(largest, logV(sum))
  let loss = f32x4.splat(0)
  for (let at = z; at < end; at += stride) {
    loss = f32x4.add(loss, f32x4.mul(v128.load(t), f32x4.sub(logSum, v128.load(at))))
    t += stride
  }
  return loss
}

/** The losses of four samples, one per lane. */
// @ts-ignore: decorator
@inline function sampleLoss(kind: i32, y: usize, t: usize, rows: i32, stride: usize): v128 {
  if (kind == CROSS_ENTROPY) return crossEntropy(y, t, rows, stride)
  let loss = f32x4.splat(0)
  for (let row: i32 = 0; row < rows; row++) {
    loss = f32x4.add(loss, term(kind, v128.load(y), v128.load(t)))
    y += stride
    t += stride
  }
  return kind == EUCLIDEAN ? f32x4.sqrt(loss) : loss
}

/** Zeroes the lanes from `count` on, so that the padding of the last tile does not count. */
// @ts-ignore: decorator
@inline function keepFirst(loss: v128, count: i32): v128 {
  return v128.and(loss, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)))
}

/** The losses of the four samples from `lane` on; 0 after the `count` samples of the tile. */
// @ts-ignore: decorator
@inline export function sampleLosses(
  kind: i32, y: usize, t: usize, lane: i32, count: i32, rows: i32, stride: usize,
): v128 {
  const offset = <usize>lane << 2
  const four = sampleLoss(kind, y + offset, t + offset, rows, stride)
  return lane + 4 > count ? keepFirst(four, count - lane) : four
}

/** The same, each times the weight of its sample. It is not inlined: most runs have no weights. */
export function weighedLosses(
  kind: i32, y: usize, t: usize, w: usize, lane: i32, count: i32, rows: i32, stride: usize,
): v128 {
  return f32x4.mul(sampleLosses(kind, y, t, lane, count, rows, stride), v128.load(w + (<usize>lane << 2)))
}

/** Adds the four partial sums, in the order of kernels/reference/kernel.ts. */
// @ts-ignore: decorator
@inline export function totalOf(even: v128, odd: v128): f64 {
  return (
    f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1) +
    (f64x2.extract_lane(odd, 0) + f64x2.extract_lane(odd, 1))
  )
}
