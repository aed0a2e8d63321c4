/**
 * ../blocks.ts in SIMD: four Philox blocks at a time, one a lane, to any address. Whoever calls says where there is room
 * for whole groups of four blocks, 64 bytes each.
 */
import { logNormalV } from "../../math/assembly/log";
import { cosQuarterV, sinQuarterV } from "../../math/assembly/quarter";

/** The even, then the odd 32-bit lanes of two vectors. */
// @ts-ignore: decorator
@inline
function even(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

// @ts-ignore: decorator
@inline
function odd(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

/** Blocks draw … draw + 3 to `at`, word by word: word 0 of all four, then word 1 … */
// @ts-ignore: decorator
@inline
export function philox(
  at: usize,
  generation: i32,
  individual: i32,
  episode: i32,
  draw: i32,
  seed: i32,
  purpose: i32,
): void {
  const multiplier0 = i32x4.splat(0xd2511f53);
  const multiplier1 = i32x4.splat(0xcd9e8d57);
  const weyl0 = i32x4.splat(0x9e3779b9);
  const weyl1 = i32x4.splat(0xbb67ae85);
  let k0 = i32x4.splat(seed);
  let k1 = i32x4.splat(purpose);
  let c0 = i32x4.splat(generation);
  let c1 = i32x4.splat(individual);
  let c2 = i32x4.splat(episode);
  let c3 = i32x4.add(i32x4.splat(draw), i32x4(0, 1, 2, 3));
  for (let round = 0; round < 10; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(c0, multiplier0);
    const high0 = i64x2.extmul_high_i32x4_u(c0, multiplier0);
    const low1 = i64x2.extmul_low_i32x4_u(c2, multiplier1);
    const high1 = i64x2.extmul_high_i32x4_u(c2, multiplier1);
    c0 = v128.xor(v128.xor(odd(low1, high1), c1), k0);
    c1 = even(low1, high1);
    c2 = v128.xor(v128.xor(odd(low0, high0), c3), k1);
    c3 = even(low0, high0);
    k0 = i32x4.add(k0, weyl0);
    k1 = i32x4.add(k1, weyl1);
  }
  v128.store(at, c0);
  v128.store(at, c1, 16);
  v128.store(at, c2, 32);
  v128.store(at, c3, 48);
}

/** Four vectors, one a word, to `at` as four blocks. */
// @ts-ignore: decorator
@inline
export function storeBlocks(at: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab0 = i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const ab1 = i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  const cd0 = i8x16.shuffle(c, d, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const cd1 = i8x16.shuffle(c, d, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  v128.store(at, i8x16.shuffle(ab0, cd0, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
  v128.store(at, i8x16.shuffle(ab0, cd0, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31), 16);
  v128.store(at, i8x16.shuffle(ab1, cd1, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23), 32);
  v128.store(at, i8x16.shuffle(ab1, cd1, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31), 48);
}

// @ts-ignore: decorator
@inline
export function uniform(words: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(words, 8)), f32x4.splat(5.9604644775390625e-8));
}

// @ts-ignore: decorator
@inline
function radius(words: v128): v128 {
  const u = f32x4.add(
    f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(words, 1)), f32x4.splat(4.656612873077393e-10)),
    f32x4.splat(2.3283064365386963e-10),
  );
  return f32x4.sqrt(f32x4.mul(f32x4.splat(-2), logNormalV(u)));
}

/** Turns pairs of words at `at` and `at` + 16 into pairs of normals, four at a time, in place. */
// @ts-ignore: decorator
@inline
function normalPairs(at: usize): void {
  const r = radius(v128.load(at));
  const angular = v128.load(at, 16);
  // Bits 30 and 31 hold the nearest quarter turn.
  const shifted = i32x4.add(angular, i32x4.splat(0x20000000));
  const rest = i32x4.sub(angular, v128.and(shifted, i32x4.splat(0xc0000000)));
  const a = f32x4.mul(f32x4.convert_i32x4_s(rest), f32x4.splat(1.4629180792671596e-9));
  const c = cosQuarterV(a);
  const s = sinQuarterV(a);
  const swap = i32x4.shr_s(i32x4.shl(shifted, 1), 31);
  const sign = i32x4.splat(0x80000000);
  const xSign = v128.and(i32x4.add(shifted, i32x4.splat(0x40000000)), sign);
  const ySign = v128.and(shifted, sign);
  v128.store(at, f32x4.mul(r, v128.xor(v128.bitselect(s, c, swap), xSign)));
  v128.store(at, f32x4.mul(r, v128.xor(v128.bitselect(c, s, swap), ySign)), 16);
}

/** `groups` groups of four blocks of standard normals to `to`, from block `draw` on. */
// @ts-ignore: decorator
@inline
export function normals(
  to: usize,
  generation: i32,
  individual: i32,
  episode: i32,
  draw: i32,
  seed: i32,
  purpose: i32,
  groups: i32,
): void {
  const end = to + (<usize>groups << 6);
  // Two passes: neither has a long chain of operations that waits for the other's.
  for (let at = to; at < end; at += 64, draw += 4) {
    philox(at, generation, individual, episode, draw, seed, purpose);
  }
  for (let at = to; at < end; at += 64) {
    normalPairs(at);
    normalPairs(at + 32);
    storeBlocks(at, v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48));
  }
}
