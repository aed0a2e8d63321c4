// The parameters' gradient of a fully connected layer: db += Σ δ, dW += Σ δ xᵀ over the samples of a tile.
// Every sum runs over the samples in order and starts at the gradient's current value, so neither blocking nor tiling
// changes a bit. The padding lanes of the last tile are never added. Eight inputs at a time are packed into a
// panel (T, 8), so that neighbouring weights are in the lanes and no horizontal sum is needed.
import { multiplyAdd } from './multiply'
import { biasesOf, inputsOf, outputsOf } from './network'

/** Floats per sample of the widest panel. */
// @ts-ignore: decorator
@inline export const PANEL: i32 = 8

/**
 * @param delta    (O, T) ∂L/∂z of the layer
 * @param x        (I, T) its inputs
 * @param gradient O biases or none, then (O, I) weights: added to
 * @param panel    (T, 8) scratch
 * @param samples  number of valid samples, at most T
 * @param stride   bytes from one row of a tile to the next, 4 T
 */
export function accumulate(
  layer: usize, delta: usize, x: usize, gradient: usize, panel: usize, samples: i32, stride: usize,
): void {
  const inputs = inputsOf(layer)
  const outputs = outputsOf(layer)
  const biases = biasesOf(layer)
  for (let o: i32 = 0; o < biases; o += 4) {
    accumulateBiases(delta + <usize>o * stride, gradient + (<usize>o << 2), min(4, biases - o), samples, stride)
  }
  const row: usize = <usize>inputs << 2
  const bytes = <usize>samples << 2
  const quads = outputs & ~3
  gradient += <usize>biases << 2
  let i: i32 = 0
  for (; i + 8 <= inputs; i += 8) {
    pack(x, panel, 32, 4, samples, stride)
    pack(x + (stride << 2), panel + 16, 32, 4, samples, stride)
    let d = delta
    let g = gradient
    let o: i32 = 0
    for (; o < quads; o += 4) {
      accumulate4x2(d, panel, g, row, bytes, stride)
      d += stride << 2
      g += row << 2
    }
    for (; o < outputs; o++) {
      accumulate1x2(d, panel, g, bytes)
      d += stride
      g += row
    }
    x += stride << 3
    gradient += 32
  }
  for (; i < inputs; i += 4) {
    const width = min(4, inputs - i)
    pack(x, panel, 16, width, samples, stride)
    let d = delta
    let g = gradient
    let o: i32 = 0
    for (; o < quads; o += 4) {
      accumulate4x1(d, panel, g, width, row, bytes, stride)
      d += stride << 2
      g += row << 2
    }
    for (; o < outputs; o++) {
      accumulate1x1(d, panel, g, width, bytes)
      d += stride
      g += row
    }
    x += stride << 2
    gradient += 16
  }
}

/** Loads the first `count` of four neighbours; the other lanes are undefined and never stored. */
// @ts-ignore: decorator
@inline function loadFirst(at: usize, count: i32): v128 {
  if (count == 4) return v128.load(at)
  if (count == 1) return v128.load32_zero(at)
  const two = v128.load64_zero(at)
  return count == 2 ? two : v128.shuffle<f32>(two, v128.load32_zero(at, 8), 0, 1, 4, 5)
}

// @ts-ignore: decorator
@inline function storeFirst(at: usize, value: v128, count: i32): void {
  if (count == 4) {
    v128.store(at, value)
  } else if (count == 1) {
    v128.store32_lane(at, value, 0)
  } else {
    v128.store64_lane(at, value, 0)
    if (count == 3) v128.store32_lane(at, value, 2, 8)
  }
}

/** Transposes four samples of up to four rows: result k holds sample k of every row. Missing rows repeat the last. */
// @ts-ignore: decorator
@inline function pack(x: usize, to: usize, step: usize, width: i32, samples: i32, stride: usize): void {
  const second = x + (width > 1 ? stride : 0)
  const third = second + (width > 2 ? stride : 0)
  const fourth = third + (width > 3 ? stride : 0)
  for (let at: usize = 0, end = <usize>samples << 2; at < end; at += 16) {
    const a = v128.load(x + at), b = v128.load(second + at), c = v128.load(third + at), d = v128.load(fourth + at)
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
    v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5))
    v128.store(to + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
    const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7), gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
    v128.store(to + (step << 1), v128.shuffle<f32>(ef, gh, 0, 1, 4, 5))
    v128.store(to + step * 3, v128.shuffle<f32>(ef, gh, 2, 3, 6, 7))
    to += step << 2
  }
}

/** Up to four biases in the lanes. */
function accumulateBiases(delta: usize, gradient: usize, width: i32, samples: i32, stride: usize): void {
  const second = delta + (width > 1 ? stride : 0)
  const third = second + (width > 2 ? stride : 0)
  const fourth = third + (width > 3 ? stride : 0)
  let sum = loadFirst(gradient, width)
  for (let sample: i32 = 0; sample < samples; sample += 4) {
    const at = <usize>sample << 2
    const a = v128.load(delta + at), b = v128.load(second + at)
    const c = v128.load(third + at), d = v128.load(fourth + at)
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
    const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7), gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
    const left = samples - sample
    sum = f32x4.add(sum, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5))
    if (left > 1) sum = f32x4.add(sum, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
    if (left > 2) sum = f32x4.add(sum, v128.shuffle<f32>(ef, gh, 0, 1, 4, 5))
    if (left > 3) sum = f32x4.add(sum, v128.shuffle<f32>(ef, gh, 2, 3, 6, 7))
  }
  storeFirst(gradient, sum, width)
}

/** Four outputs by eight inputs. */
function accumulate4x2(delta: usize, panel: usize, g: usize, row: usize, bytes: usize, stride: usize): void {
  const gb = g + row, gc = gb + row, gd = gc + row
  let a0 = v128.load(g), a1 = v128.load(g, 16)
  let b0 = v128.load(gb), b1 = v128.load(gb, 16)
  let c0 = v128.load(gc), c1 = v128.load(gc, 16)
  let d0 = v128.load(gd), d1 = v128.load(gd, 16)
  for (let at = delta, end = delta + bytes; at < end; at += 4) {
    const x0 = v128.load(panel), x1 = v128.load(panel, 16)
    let error = v128.load32_splat(at)
    a0 = multiplyAdd(error, x0, a0)
    a1 = multiplyAdd(error, x1, a1)
    error = v128.load32_splat(at + stride)
    b0 = multiplyAdd(error, x0, b0)
    b1 = multiplyAdd(error, x1, b1)
    error = v128.load32_splat(at + (stride << 1))
    c0 = multiplyAdd(error, x0, c0)
    c1 = multiplyAdd(error, x1, c1)
    error = v128.load32_splat(at + stride * 3)
    d0 = multiplyAdd(error, x0, d0)
    d1 = multiplyAdd(error, x1, d1)
    panel += 32
  }
  v128.store(g, a0)
  v128.store(g, a1, 16)
  v128.store(gb, b0)
  v128.store(gb, b1, 16)
  v128.store(gc, c0)
  v128.store(gc, c1, 16)
  v128.store(gd, d0)
  v128.store(gd, d1, 16)
}

/** An odd output by eight inputs. */
function accumulate1x2(delta: usize, panel: usize, g: usize, bytes: usize): void {
  let a0 = v128.load(g), a1 = v128.load(g, 16)
  for (let at = delta, end = delta + bytes; at < end; at += 4) {
    const error = v128.load32_splat(at)
    a0 = multiplyAdd(error, v128.load(panel), a0)
    a1 = multiplyAdd(error, v128.load(panel, 16), a1)
    panel += 32
  }
  v128.store(g, a0)
  v128.store(g, a1, 16)
}

/** Four outputs by the last inputs. */
function accumulate4x1(
  delta: usize, panel: usize, g: usize, width: i32, row: usize, bytes: usize, stride: usize,
): void {
  const gb = g + row, gc = gb + row, gd = gc + row
  let a = loadFirst(g, width), b = loadFirst(gb, width), c = loadFirst(gc, width), d = loadFirst(gd, width)
  for (let at = delta, end = delta + bytes; at < end; at += 4) {
    const x = v128.load(panel)
    a = multiplyAdd(v128.load32_splat(at), x, a)
    b = multiplyAdd(v128.load32_splat(at + stride), x, b)
    c = multiplyAdd(v128.load32_splat(at + (stride << 1)), x, c)
    d = multiplyAdd(v128.load32_splat(at + stride * 3), x, d)
    panel += 16
  }
  storeFirst(g, a, width)
  storeFirst(gb, b, width)
  storeFirst(gc, c, width)
  storeFirst(gd, d, width)
}

/** An odd output by the last inputs. */
function accumulate1x1(delta: usize, panel: usize, g: usize, width: i32, bytes: usize): void {
  let a = loadFirst(g, width)
  for (let at = delta, end = delta + bytes; at < end; at += 4) {
    a = multiplyAdd(v128.load32_splat(at), v128.load(panel), a)
    panel += 16
  }
  storeFirst(g, a, width)
}
