// One step of each optimiser, four parameters at a time. The loops match gradient/optimisers/*.ts in the order of
// operations, each rounded once, and give the same bits. Pointers are vectors (P) of float32 in the imported memory;
// TypeScript computes the scalars. Each rule is written once, for `count` neighbours, and used for groups of four and
// for the remainder.
import { loadFirst, storeFirst } from './lanes'

/** The bytes of a vector in whole groups of four. */
// @ts-ignore: decorator
@inline function foursOf(length: i32): usize {
  return <usize>(length & ~3) << 2
}

/** θ ← θ - difference */
// @ts-ignore: decorator
@inline function descend(parameters: usize, difference: v128, count: i32): void {
  storeFirst(parameters, f32x4.sub(loadFirst(parameters, count), difference), count)
}

// @ts-ignore: decorator
@inline function sgdFour(parameters: usize, gradient: usize, count: i32, rate: v128): void {
  descend(parameters, f32x4.mul(rate, loadFirst(gradient, count)), count)
}

export function sgd(parameters: usize, gradient: usize, length: i32, learningRate: f32): void {
  const rate = f32x4.splat(learningRate)
  const fours = foursOf(length)
  for (let at: usize = 0; at < fours; at += 16) sgdFour(parameters + at, gradient + at, 4, rate)
  if (length & 3) sgdFour(parameters + fours, gradient + fours, length & 3, rate)
}

// @ts-ignore: decorator
@inline function momentumFour(
  parameters: usize, gradient: usize, velocity: usize, count: i32, rate: v128, mu: v128, ahead: bool,
): void {
  const g = loadFirst(gradient, count)
  const v = f32x4.add(f32x4.mul(mu, loadFirst(velocity, count)), g)
  storeFirst(velocity, v, count)
  descend(parameters, f32x4.mul(rate, ahead ? f32x4.add(g, f32x4.mul(mu, v)) : v), count)
}

// @ts-ignore: decorator
@inline function heavyBall(
  parameters: usize, gradient: usize, velocity: usize, length: i32, learningRate: f32, share: f32, ahead: bool,
): void {
  const rate = f32x4.splat(learningRate)
  const mu = f32x4.splat(share)
  const fours = foursOf(length)
  for (let at: usize = 0; at < fours; at += 16) {
    momentumFour(parameters + at, gradient + at, velocity + at, 4, rate, mu, ahead)
  }
  if (length & 3) {
    momentumFour(parameters + fours, gradient + fours, velocity + fours, length & 3, rate, mu, ahead)
  }
}

export function momentum(
  parameters: usize, gradient: usize, velocity: usize, length: i32, learningRate: f32, share: f32,
): void {
  heavyBall(parameters, gradient, velocity, length, learningRate, share, false)
}

export function nesterov(
  parameters: usize, gradient: usize, velocity: usize, length: i32, learningRate: f32, share: f32,
): void {
  heavyBall(parameters, gradient, velocity, length, learningRate, share, true)
}

/** Updates a moving mean of g². */
// @ts-ignore: decorator
@inline function meanSquare(square: usize, g: v128, count: i32, decay: v128, fresh: v128): v128 {
  const old = f32x4.mul(decay, loadFirst(square, count))
  const v = f32x4.add(old, f32x4.mul(f32x4.mul(fresh, g), g))
  storeFirst(square, v, count)
  return v
}

// @ts-ignore: decorator
@inline function rmspropFour(
  parameters: usize, gradient: usize, square: usize, count: i32, rate: v128, decay: v128, fresh: v128, epsilon: v128,
): void {
  const g = loadFirst(gradient, count)
  const root = f32x4.add(f32x4.sqrt(meanSquare(square, g, count, decay, fresh)), epsilon)
  descend(parameters, f32x4.div(f32x4.mul(rate, g), root), count)
}

export function rmsprop(
  parameters: usize, gradient: usize, square: usize, length: i32,
  learningRate: f32, decay: f32, fresh: f32, epsilon: f32,
): void {
  const rate = f32x4.splat(learningRate)
  const a = f32x4.splat(decay)
  const b = f32x4.splat(fresh)
  const e = f32x4.splat(epsilon)
  const fours = foursOf(length)
  for (let at: usize = 0; at < fours; at += 16) {
    rmspropFour(parameters + at, gradient + at, square + at, 4, rate, a, b, e)
  }
  if (length & 3) rmspropFour(parameters + fours, gradient + fours, square + fours, length & 3, rate, a, b, e)
}

// @ts-ignore: decorator
@inline function adamFour(
  parameters: usize, gradient: usize, first: usize, second: usize, count: i32,
  rate: v128, beta1: v128, fresh1: v128, beta2: v128, fresh2: v128, correction: v128, epsilon: v128, decay: v128,
): void {
  const g = loadFirst(gradient, count)
  const m = f32x4.add(f32x4.mul(beta1, loadFirst(first, count)), f32x4.mul(fresh1, g))
  storeFirst(first, m, count)
  const v = meanSquare(second, g, count, beta2, fresh2)
  const root = f32x4.add(f32x4.mul(f32x4.sqrt(v), correction), epsilon)
  const move = f32x4.div(f32x4.mul(rate, m), root)
  descend(parameters, f32x4.add(f32x4.mul(decay, loadFirst(parameters, count)), move), count)
}

/** Adam; AdamW if `decay` is not 0. */
export function adam(
  parameters: usize, gradient: usize, first: usize, second: usize, length: i32,
  rate: f32, beta1: f32, fresh1: f32, beta2: f32, fresh2: f32, correction: f32, epsilon: f32, decay: f32,
): void {
  const r = f32x4.splat(rate)
  const b1 = f32x4.splat(beta1)
  const f1 = f32x4.splat(fresh1)
  const b2 = f32x4.splat(beta2)
  const f2 = f32x4.splat(fresh2)
  const c = f32x4.splat(correction)
  const e = f32x4.splat(epsilon)
  const d = f32x4.splat(decay)
  const fours = foursOf(length)
  for (let at: usize = 0; at < fours; at += 16) {
    adamFour(parameters + at, gradient + at, first + at, second + at, 4, r, b1, f1, b2, f2, c, e, d)
  }
  const rest = length & 3
  if (rest) {
    adamFour(
      parameters + fours, gradient + fours, first + fours, second + fours, rest, r, b1, f1, b2, f2, c, e, d,
    )
  }
}
