/*
 * Vectors of float32 in the widest registers of the instruction set that this file is compiled for. Samples, genes or
 * blocks of random words stand in the lanes, and no sum runs across lanes, so the width changes no bit.
 *
 * Arithmetic, comparisons and bits are the operators of C on vectors (gcc and clang). Here is what they do not have.
 */
#ifndef EVOLVE_LANES_H
#define EVOLVE_LANES_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#if defined(__AVX512F__)
#define W 16
#elif defined(__AVX2__)
#define W 8
#else
#define W 4
#endif

/* Registers for a block of sums: BLOCK outputs by GROUP vectors, and their operands. */
#define BLOCK 6
#if defined(__AVX512F__) || defined(__ARM_NEON)
#define GROUP 4
#else
#define GROUP 2
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float f32v __attribute__((vector_size(4 * W)));
typedef int32_t i32v __attribute__((vector_size(4 * W)));
typedef uint32_t u32v __attribute__((vector_size(4 * W)));
typedef uint64_t u64v __attribute__((vector_size(4 * W)));
/* Half as many lanes, of float64 and of float32. */
typedef double f64v __attribute__((vector_size(4 * W)));
typedef int64_t i64v __attribute__((vector_size(4 * W)));
typedef float f32h __attribute__((vector_size(2 * W)));
typedef int32_t i32h __attribute__((vector_size(2 * W)));

typedef f32v f32v_at __attribute__((aligned(4), may_alias));
typedef i32v i32v_at __attribute__((aligned(4), may_alias));
typedef f32h f32h_at __attribute__((aligned(4), may_alias));

INLINE f32v load(const float *at) { return *(const f32v_at *)at; }
INLINE void store(float *at, f32v a) { *(f32v_at *)at = a; }
INLINE f32h load_half(const float *at) { return *(const f32h_at *)at; }
INLINE void store_half(float *at, f32h a) { *(f32h_at *)at = a; }

INLINE f32v splat(float a) {
#if defined(__AVX512F__)
  return _mm512_set1_ps(a);
#elif defined(__AVX2__)
  return _mm256_set1_ps(a);
#else
  return (f32v){a, a, a, a};
#endif
}

INLINE i32v splat_i(int32_t a) { return a - (i32v){0}; }
INLINE u32v splat_u(uint32_t a) { return a - (u32v){0}; }
INLINE f64v splat_d(double a) { return a - (f64v){0}; }

/* 0, 1, 2, … */
INLINE i32v lanes(void) {
#if W == 16
  return (i32v){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#elif W == 8
  return (i32v){0, 1, 2, 3, 4, 5, 6, 7};
#else
  return (i32v){0, 1, 2, 3};
#endif
}

INLINE i32v bits_of(f32v a) { return (i32v)a; }
INLINE f32v from_bits(i32v a) { return (f32v)a; }

/* `yes` where the bits of the mask are set. */
INLINE f32v pick_bits(i32v mask, f32v yes, f32v no) {
  return from_bits((bits_of(yes) & mask) | (bits_of(no) & ~mask));
}

/* Comparisons are false for NaN. */
INLINE f32v pick_if_less(f32v a, f32v b, f32v yes, f32v no) {
#if defined(__AVX512F__)
  return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(a, b, _CMP_LT_OQ), no, yes);
#elif defined(__AVX2__)
  return _mm256_blendv_ps(no, yes, _mm256_cmp_ps(a, b, _CMP_LT_OQ));
#else
  return pick_bits(a < b, yes, no);
#endif
}

INLINE f32v pick_if_equal(f32v a, f32v b, f32v yes, f32v no) { return pick_bits(a == b, yes, no); }

/* `a` where it is greater than 0 or NaN, else 0. */
INLINE f32v positive(f32v a) {
#if defined(__AVX512F__)
  return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(a, _mm512_setzero_ps(), _CMP_NLE_UQ), a);
#else
  return from_bits(bits_of(a) & ~(a <= splat(0)));
#endif
}

INLINE f32v leaky_relu(f32v a, f32v slope) { return pick_if_less(splat(0), a, a, a * slope); }

/* b < a ? b : a, and a < b ? b : a: the first operand if either is NaN. */
INLINE f32v pmin(f32v a, f32v b) {
#if defined(__AVX512F__)
  return _mm512_min_ps(b, a);
#elif defined(__AVX2__)
  return _mm256_min_ps(b, a);
#else
  return pick_bits(b < a, b, a);
#endif
}

INLINE f32v pmax(f32v a, f32v b) {
#if defined(__AVX512F__)
  return _mm512_max_ps(b, a);
#elif defined(__AVX2__)
  return _mm256_max_ps(b, a);
#else
  return pick_bits(a < b, b, a);
#endif
}

/* IEEE 754-2019 minimum and maximum: NaN if either is NaN, and -0 < +0. */
INLINE f32v minimum(f32v a, f32v b) {
  const f32v same = from_bits(bits_of(a) | bits_of(b));
  const f32v ordered = pick_bits(a < b, a, pick_bits(b < a, b, same));
  return pick_bits((a == a) & (b == b), ordered, a + b);
}

INLINE f32v maximum(f32v a, f32v b) {
  const f32v same = from_bits(bits_of(a) & bits_of(b));
  const f32v ordered = pick_bits(a < b, b, pick_bits(b < a, a, same));
  return pick_bits((a == a) & (b == b), ordered, a + b);
}

INLINE f32v absolute(f32v a) { return from_bits(bits_of(a) & 0x7fffffff); }
INLINE f32v negative(f32v a) { return from_bits(bits_of(a) ^ (int32_t)0x80000000); }

INLINE f32v root(f32v a) {
#if defined(__AVX512F__)
  return _mm512_sqrt_ps(a);
#elif defined(__AVX2__)
  return _mm256_sqrt_ps(a);
#elif defined(__x86_64__)
  return _mm_sqrt_ps(a);
#else
  return vsqrtq_f32(a);
#endif
}

/* sum + a b. Fused arithmetic rounds once; the compiler is told not to fuse anything else. */
INLINE f32v multiply_add(f32v a, f32v b, f32v sum) {
#if !FUSED
  return sum + a * b;
#elif defined(__AVX512F__)
  return _mm512_fmadd_ps(a, b, sum);
#elif defined(__AVX2__)
  return _mm256_fmadd_ps(a, b, sum);
#else
  return vfmaq_f32(sum, a, b);
#endif
}

INLINE f32v to_float(i32v a) { return __builtin_convertvector(a, f32v); }
INLINE f64v widen(f32h a) { return __builtin_convertvector(a, f64v); }
INLINE f32h narrow(f64v a) { return __builtin_convertvector(a, f32h); }

INLINE f32h lower(f32v a) {
  f32h half;
  memcpy(&half, &a, sizeof half);
  return half;
}

INLINE f32h upper(f32v a) {
  f32h half;
  memcpy(&half, (const char *)&a + sizeof half, sizeof half);
  return half;
}

INLINE f32v joined(f32h low, f32h high) {
  f32v both;
  memcpy(&both, &low, sizeof low);
  memcpy((char *)&both + sizeof low, &high, sizeof high);
  return both;
}

/* The whole products of the even lanes, each in 64 bits. */
INLINE u64v multiply_even(u32v a, u32v b) {
#if defined(__AVX512F__)
  return (u64v)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#elif defined(__AVX2__)
  return (u64v)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif defined(__x86_64__)
  return (u64v)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
  return (u64v)vmull_u32(vmovn_u64((uint64x2_t)a), vmovn_u64((uint64x2_t)b));
#endif
}

#endif
