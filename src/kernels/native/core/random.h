/* The fills of src/random/blocks.ts: Philox4x32-10 (Salmon et al. 2011), one block in each lane. */
#ifndef EVOLVE_RANDOM_H
#define EVOLVE_RANDOM_H

#include "core.h"
#include "elementary.h"

/* The numbers of W blocks. */
#define BLOCKS (4 * W)

/*
 * A word of each of W blocks: those of the even blocks in the low halves of 64 bits, and those of the odd ones. The high
 * halves hold anything. Products of 32 bits have 64, so a round need not pack them.
 */
typedef struct {
  u64v even;
  u64v odd;
} Word;

INLINE Word splat_word(uint32_t a) { return (Word){(u64v)splat_u(a), (u64v)splat_u(a)}; }

INLINE Word product_of(Word a, u64v by) {
  return (Word){multiply_even((u32v)a.even, (u32v)by), multiply_even((u32v)a.odd, (u32v)by)};
}

/* high(product) ^ c ^ key */
INLINE Word mixed(Word product, Word c, u64v key) {
  return (Word){(product.even >> 32) ^ (c.even ^ key), (product.odd >> 32) ^ (c.odd ^ key)};
}

INLINE u32v packed(Word a) {
  const u64v low_half = (u64v){0} + 0xffffffffu;
  return (u32v)((a.even & low_half) | (a.odd << 32));
}

/* A stream, prepared for blocks of any number. */
typedef struct {
  u64v keys[10][2];
  uint32_t generation;
  uint32_t individual;
  uint32_t episode;
} Generator;

INLINE Generator generator(const Stream *stream) {
  Generator made = {
      .generation = stream->generation, .individual = stream->individual, .episode = stream->episode};
  for (uint32_t round = 0; round < 10; round++) {
    made.keys[round][0] = (u64v)splat_u(stream->seed + round * 0x9e3779b9u);
    made.keys[round][1] = (u64v)splat_u(stream->purpose + round * 0xbb67ae85u);
  }
  return made;
}

/* Word 0, 1, 2 and 3 of the blocks draw … draw + W - 1. */
INLINE void philox(const Generator *generator, uint32_t draw, u32v words[4]) {
  const u64v multiplier0 = (u64v)splat_u(0xd2511f53u), multiplier1 = (u64v)splat_u(0xcd9e8d57u);
  const u64v numbers = (u64v)(splat_u(draw) + (u32v)lanes());
  Word c0 = splat_word(generator->generation), c1 = splat_word(generator->individual);
  Word c2 = splat_word(generator->episode), c3 = {numbers, numbers >> 32};
#pragma GCC unroll 10
  for (int round = 0; round < 10; round++) {
    const Word product0 = product_of(c0, multiplier0), product1 = product_of(c2, multiplier1);
    c0 = mixed(product1, c1, generator->keys[round][0]);
    c2 = mixed(product0, c3, generator->keys[round][1]);
    c1 = product1;
    c3 = product0;
  }
  words[0] = packed(c0);
  words[1] = packed(c1);
  words[2] = packed(c2);
  words[3] = packed(c3);
}

#if W == 16
#define ZIP_LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define ZIP_HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define PAIRS_LOW 0, 8, 1, 9, 2, 10, 3, 11
#define PAIRS_HIGH 4, 12, 5, 13, 6, 14, 7, 15
#elif W == 8
#define ZIP_LOW 0, 8, 1, 9, 2, 10, 3, 11
#define ZIP_HIGH 4, 12, 5, 13, 6, 14, 7, 15
#define PAIRS_LOW 0, 4, 1, 5
#define PAIRS_HIGH 2, 6, 3, 7
#else
#define ZIP_LOW 0, 4, 1, 5
#define ZIP_HIGH 2, 6, 3, 7
#define PAIRS_LOW 0, 2
#define PAIRS_HIGH 1, 3
#endif

/* Writes four vectors, one for each word, block after block: (W, 4). */
INLINE void store_blocks(float *to, f32v a, f32v b, f32v c, f32v d) {
  const i64v ab0 = (i64v)__builtin_shufflevector(a, b, ZIP_LOW), ab1 = (i64v)__builtin_shufflevector(a, b, ZIP_HIGH);
  const i64v cd0 = (i64v)__builtin_shufflevector(c, d, ZIP_LOW), cd1 = (i64v)__builtin_shufflevector(c, d, ZIP_HIGH);
  store(to, (f32v)__builtin_shufflevector(ab0, cd0, PAIRS_LOW));
  store(to + W, (f32v)__builtin_shufflevector(ab0, cd0, PAIRS_HIGH));
  store(to + 2 * W, (f32v)__builtin_shufflevector(ab1, cd1, PAIRS_LOW));
  store(to + 3 * W, (f32v)__builtin_shufflevector(ab1, cd1, PAIRS_HIGH));
}

INLINE f32v uniform(u32v words) { return to_float((i32v)(words >> 8)) * splat(5.9604644775390625e-8f); }

/* Box-Muller, see src/random/normal.ts: the radius of a pair of normals. */
INLINE f32v radius(u32v words) {
  const f32v u =
      to_float((i32v)(words >> 1)) * splat(4.656612873077393e-10f) + splat(2.3283064365386963e-10f);
  return root(splat(-2) * log_normal(u));
}

/* Two words to two normals. */
INLINE void normal_pair(u32v radial, u32v angular, f32v *x, f32v *y) {
  const f32v r = radius(radial);
  /* Bits 30 and 31 hold the nearest quarter turn. */
  const u32v shifted = angular + 0x20000000u;
  const i32v rest = (i32v)(angular - (shifted & 0xc0000000u));
  const f32v a = to_float(rest) * splat(1.4629180792671596e-9f);
  const f32v c = cos_quarter(a), s = sin_quarter(a);
  const i32v swap = (i32v)(shifted << 1) >> 31;
  const i32v x_sign = (i32v)((shifted + 0x40000000u) & 0x80000000u);
  const i32v y_sign = (i32v)(shifted & 0x80000000u);
  *x = r * from_bits(bits_of(pick_bits(swap, s, c)) ^ x_sign);
  *y = r * from_bits(bits_of(pick_bits(swap, c, s)) ^ y_sign);
}

/* The standard normals of W blocks, from block `draw` on: (W, 4). */
INLINE void normals(const Generator *generator, uint32_t draw, float *to) {
  u32v words[4];
  f32v a, b, c, d;
  philox(generator, draw, words);
  normal_pair(words[0], words[1], &a, &b);
  normal_pair(words[2], words[3], &c, &d);
  store_blocks(to, a, b, c, d);
}

INLINE void uniforms(const Generator *generator, uint32_t draw, float *to) {
  u32v words[4];
  philox(generator, draw, words);
  store_blocks(to, uniform(words[0]), uniform(words[1]), uniform(words[2]), uniform(words[3]));
}

typedef void FillBlocks(const Generator *, uint32_t draw, float *to);

/* Fills (n): whole groups of W blocks, then the first numbers of one more. */
INLINE void fill(FillBlocks *blocks, float *out, size_t n, const Stream *stream) {
  const Generator made = generator(stream);
  uint32_t draw = stream->draw;
  size_t p = 0;
  for (; p + BLOCKS <= n; p += BLOCKS, draw += W) blocks(&made, draw, out + p);
  if (p == n) return;
  float rest[BLOCKS];
  blocks(&made, draw, rest);
  memcpy(out + p, rest, (n - p) * sizeof *out);
}

/* Standard normals. */
static void fill_normal(float *out, size_t n, const Stream *stream) { fill(normals, out, n, stream); }

/* Numbers in [0, 1), multiples of 2^-24. */
static void fill_uniform(float *out, size_t n, const Stream *stream) { fill(uniforms, out, n, stream); }

#endif
