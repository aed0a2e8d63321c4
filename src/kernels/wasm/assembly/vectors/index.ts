/**
 * The loops of ../../../reference/vectors.ts over float32 genomes, four genes at a time: products and sums in float64, in
 * the order of the formula, and one rounding when a gene is stored. The last n mod 4 genes are processed one by one,
 * because the memory after them may belong to another thread.
 */
import { normals } from "../../../../random/assembly/draw";

/** genome[p] += (sigma units[p]) noise[p] for the four genes at an address. */
// @ts-ignore: decorator
@inline
function perturbed(genes: v128, units: v128, noise: v128, sigma: v128): v128 {
  const low = f64x2.add(
    f64x2.promote_low_f32x4(genes),
    f64x2.mul(f64x2.mul(sigma, f64x2.promote_low_f32x4(units)), f64x2.promote_low_f32x4(noise)),
  );
  const high = f64x2.add(
    f64x2.promote_low_f32x4(upper(genes)),
    f64x2.mul(f64x2.mul(sigma, f64x2.promote_low_f32x4(upper(units))), f64x2.promote_low_f32x4(upper(noise))),
  );
  return joined(low, high);
}

/** Moves the upper two lanes to the lower two. */
// @ts-ignore: decorator
@inline
function upper(a: v128): v128 {
  return i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
}

/** Rounds two pairs of float64 to four float32. */
// @ts-ignore: decorator
@inline
function joined(low: v128, high: v128): v128 {
  return i8x16.shuffle(
    f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high),
    0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23,
  );
}

/**
 * Adds standard normals times sigma units.
 * @param genes (n) at an address, changed in place
 * @param units (n)
 * @param noise scratch for the normals: n rounded up to a multiple of 16
 */
export function addNormals(
  genes: usize, units: usize, noise: usize, n: i32, sigma: f64,
  generation: i32, individual: i32, episode: i32, draw: i32, seed: i32, purpose: i32,
): void {
  normals(noise, generation, individual, episode, draw, seed, purpose, (n + 15) >> 4);
  perturb(genes, units, noise, n, sigma);
}

/** genes[p] += (sigma units[p]) noise[p]. */
export function perturb(genes: usize, units: usize, noise: usize, n: i32, sigma: f64): void {
  const scale = f64x2.splat(sigma);
  for (let at: usize = 0, end = <usize>(n & ~3) << 2; at < end; at += 16) {
    v128.store(
      genes + at,
      perturbed(v128.load(genes + at), v128.load(units + at), v128.load(noise + at), scale),
    );
  }
  for (let at = <usize>(n & ~3) << 2, end = <usize>n << 2; at < end; at += 4) {
    const step = sigma * <f64>load<f32>(units + at) * <f64>load<f32>(noise + at);
    store<f32>(genes + at, <f32>(<f64>load<f32>(genes + at) + step));
  }
}

/** child[p] = weight first[p] + rest second[p]. */
export function mix(first: usize, second: usize, child: usize, n: i32, weight: f64, rest: f64): void {
  const w = f64x2.splat(weight);
  const r = f64x2.splat(rest);
  for (let at: usize = 0, end = <usize>(n & ~3) << 2; at < end; at += 16) {
    const a = v128.load(first + at);
    const b = v128.load(second + at);
    const low = f64x2.add(
      f64x2.mul(w, f64x2.promote_low_f32x4(a)),
      f64x2.mul(r, f64x2.promote_low_f32x4(b)),
    );
    const high = f64x2.add(
      f64x2.mul(w, f64x2.promote_low_f32x4(upper(a))),
      f64x2.mul(r, f64x2.promote_low_f32x4(upper(b))),
    );
    v128.store(child + at, joined(low, high));
  }
  for (let at = <usize>(n & ~3) << 2, end = <usize>n << 2; at < end; at += 4) {
    const sum = weight * <f64>load<f32>(first + at) + rest * <f64>load<f32>(second + at);
    store<f32>(child + at, <f32>sum);
  }
}

/**
 * child[p] = draws[p] < chance ? second[p] : first[p].
 * @param chance in [0, 1], rounded up to float32: no float32 lies between the two
 */
export function choose(first: usize, second: usize, draws: usize, child: usize, n: i32, chance: f32): void {
  const limit = f32x4.splat(chance);
  for (let at: usize = 0, end = <usize>(n & ~3) << 2; at < end; at += 16) {
    const isSecond = f32x4.lt(v128.load(draws + at), limit);
    v128.store(child + at, v128.bitselect(v128.load(second + at), v128.load(first + at), isSecond));
  }
  for (let at = <usize>(n & ~3) << 2, end = <usize>n << 2; at < end; at += 4) {
    store<u32>(child + at, load<u32>(load<f32>(draws + at) < chance ? second + at : first + at));
  }
}

/** child[p] = second[p] where bit p mod 32 of words[⌊p / 32⌋] is set, else first[p]. */
export function chooseByBits(first: usize, second: usize, words: usize, child: usize, n: i32): void {
  const bits = i32x4(1, 2, 4, 8);
  for (let p = 0, end = n & ~3; p < end; p += 4) {
    const at = <usize>p << 2;
    const word = load<u32>(words + (<usize>(p >> 5) << 2)) >> (p & 31);
    const isFirst = i32x4.eq(v128.and(i32x4.splat(word), bits), i32x4.splat(0));
    v128.store(child + at, v128.bitselect(v128.load(first + at), v128.load(second + at), isFirst));
  }
  for (let p = n & ~3; p < n; p++) {
    const at = <usize>p << 2;
    const bit = (load<u32>(words + (<usize>(p >> 5) << 2)) >> (p & 31)) & 1;
    store<u32>(child + at, load<u32>(bit == 1 ? second + at : first + at));
  }
}
