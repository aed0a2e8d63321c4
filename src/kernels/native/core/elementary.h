/* The elementary functions of src/math, operation by operation: the same bits. Never with fused multiply-add. */
#ifndef EVOLVE_ELEMENTARY_H
#define EVOLVE_ELEMENTARY_H

#include "lanes.h"

/* exp: see src/math/exp.ts. */

INLINE f32v octaves_shifted(f32v x) { return x * splat(1.44269504f) + splat(12582912.0f); }
INLINE f32v octaves(f32v shifted) { return shifted - splat(12582912.0f); }
INLINE i32v whole(f32v shifted) { return bits_of(shifted) - 0x4b400000; }

/* 2^n */
INLINE f32v power(i32v n) { return from_bits((i32v)((u32v)(n + 127) << 23)); }

INLINE f32v exp_reduced(f32v x, f32v n) {
  return (x - n * splat(0.693145752f)) - n * splat(1.42860677e-6f);
}

INLINE f32v expm1_polynomial(f32v r) {
  f32v p = splat(1.987569150e-4f) * r + splat(1.3981999507e-3f);
  p = p * r + splat(8.3334519073e-3f);
  p = p * r + splat(4.1665795894e-2f);
  p = p * r + splat(1.6666665459e-1f);
  p = p * r + splat(5.0000001201e-1f);
  return p * (r * r) + r;
}

INLINE f32v exp_clamped(f32v x) { return pmin(pmax(x, splat(-104)), splat(89)); }

INLINE f32v exp_v(f32v x) {
  const f32v y = exp_clamped(x);
  const f32v shifted = octaves_shifted(y);
  const f32v p = expm1_polynomial(exp_reduced(y, octaves(shifted))) + splat(1);
  const i32v n = whole(shifted);
  const i32v half = n >> 1;
  return p * power(half) * power(n - half);
}

/* For x of which e^x is a normal number. */
INLINE f32v exp_normal(f32v x) {
  const f32v shifted = octaves_shifted(x);
  const f32v p = expm1_polynomial(exp_reduced(x, octaves(shifted))) + splat(1);
  return p * power(whole(shifted));
}

INLINE f32v expm1_v(f32v x) {
  const f32v y = exp_clamped(x);
  const f32v shifted = octaves_shifted(y);
  const f32v p = expm1_polynomial(exp_reduced(y, octaves(shifted)));
  const i32v n = whole(shifted);
  const i32v half = n >> 1;
  const f32v scale = power(half);
  const i32v rest = n - half;
  const f32v sum = p * scale + (scale - power(-rest));
  const i32v sign = bits_of(x) & (int32_t)0x80000000;
  return from_bits(bits_of(absolute(sum * power(rest))) | sign);
}

/* log: see src/math/log.ts. */

INLINE f32v log_reduced(f32v t, f32v e) {
  const f32v z = t * t;
  f32v p = splat(7.0376836292e-2f) * t + splat(-1.1514610310e-1f);
  p = p * t + splat(1.1676998740e-1f);
  p = p * t + splat(-1.2420140846e-1f);
  p = p * t + splat(1.4249322787e-1f);
  p = p * t + splat(-1.6668057665e-1f);
  p = p * t + splat(2.0000714765e-1f);
  p = p * t + splat(-2.4999993993e-1f);
  p = p * t + splat(3.3333331174e-1f);
  f32v y = p * t * z;
  y = y + e * splat(-2.12194440e-4f);
  y = y - z * splat(0.5f);
  return (t + y) + e * splat(0.693359375f);
}

INLINE i32v log_shifted(f32v x) { return bits_of(x) - 0x3f3504f3; }

INLINE f32v mantissa_minus_one(i32v shifted) {
  return from_bits((shifted & 0x007fffff) + 0x3f3504f3) - splat(1);
}

/* For normal x > 0. */
INLINE f32v log_normal(f32v x) {
  const i32v i = log_shifted(x);
  return log_reduced(mantissa_minus_one(i), to_float(i >> 23));
}

INLINE f32v log_v(f32v x) {
  const i32v denormal = x < splat(1.17549435e-38f);
  const i32v i = log_shifted(pick_bits(denormal, x * splat(8388608), x));
  const i32v e = (i >> 23) - (denormal & 23);
  f32v y = log_reduced(mantissa_minus_one(i), to_float(e));
  y = pick_if_equal(x, splat(0), splat(-__builtin_inff()), y);
  y = pick_if_equal(x, splat(__builtin_inff()), x, y);
  return from_bits(bits_of(y) | ~(x >= splat(0)));
}

/* sin and cos: see src/math/sin.ts. The reduction is in float64. */

INLINE f32v sin_reduced(f32v r, i32v parity) {
  const f32v a = pmin(absolute(r), splat(1.57079637f));
  const f32v z = a * a;
  f32v p = splat(0.00000260609568f) * z + splat(-0.000198097769f);
  p = p * z + splat(0.00833306927f);
  p = p * z + splat(-0.166666597f);
  const f32v y = a + a * z * p;
  const i32v sign = (i32v)((u32v)parity << 31);
  return from_bits(bits_of(pick_bits(splat_i((int32_t)0x80000000), r, y)) ^ sign);
}

INLINE f64v sin_rest(f64v x, f64v n) {
  return (x - n * 3.1415926534682512) - n * 1.2154201013012384e-10;
}

/* The low words of numbers in float64, as whole numbers. */
INLINE i32v low_words(f64v low, f64v high) {
  const i32h a = __builtin_convertvector((i64v)low, i32h), b = __builtin_convertvector((i64v)high, i32h);
  i32v both;
  memcpy(&both, &a, sizeof a);
  memcpy((char *)&both + sizeof a, &b, sizeof b);
  return both;
}

#define SHIFT_TO_WHOLE 6755399441055744.0
#define INVERSE_PI 0.3183098861837907

INLINE f32v sin_v(f32v x) {
  const f64v x0 = widen(lower(x)), x1 = widen(upper(x));
  const f64v shifted0 = x0 * INVERSE_PI + SHIFT_TO_WHOLE, shifted1 = x1 * INVERSE_PI + SHIFT_TO_WHOLE;
  const f64v r0 = sin_rest(x0, shifted0 - SHIFT_TO_WHOLE), r1 = sin_rest(x1, shifted1 - SHIFT_TO_WHOLE);
  return sin_reduced(joined(narrow(r0), narrow(r1)), low_words(shifted0, shifted1));
}

INLINE f32v cos_v(f32v x) {
  const f64v x0 = widen(lower(x)), x1 = widen(upper(x));
  const f64v shifted0 = (x0 * INVERSE_PI + 0.5) + SHIFT_TO_WHOLE;
  const f64v shifted1 = (x1 * INVERSE_PI + 0.5) + SHIFT_TO_WHOLE;
  const f64v r0 = sin_rest(x0, (shifted0 - SHIFT_TO_WHOLE) - 0.5);
  const f64v r1 = sin_rest(x1, (shifted1 - SHIFT_TO_WHOLE) - 0.5);
  return sin_reduced(joined(narrow(r0), narrow(r1)), low_words(shifted0, shifted1));
}

/* sin and cos on [-π/4, π/4]: see src/math/quarter.ts. */

INLINE f32v sin_quarter(f32v a) {
  const f32v z = a * a;
  f32v p = splat(-1.9515295891e-4f) * z + splat(8.3321608736e-3f);
  p = p * z + splat(-1.6666654611e-1f);
  return p * z * a + a;
}

INLINE f32v cos_quarter(f32v a) {
  const f32v z = a * a;
  f32v p = splat(2.443315711809948e-5f) * z + splat(-1.388731625493765e-3f);
  p = p * z + splat(4.166664568298827e-2f);
  const f32v y = p * z * z - z * splat(0.5f);
  return y + splat(1);
}

INLINE f32v sigmoid_v(f32v x) { return splat(1) / (splat(1) + exp_v(negative(x))); }

/* see src/math/softplus.ts */
INLINE f32v softplus_v(f32v x) {
  const f32v one = splat(1);
  const f32v t = exp_v(negative(absolute(x)));
  const f32v u = one + t;
  const f32v log1p = log_normal(u) - ((u - one) - t) / u;
  return pmax(x, splat(0)) + log1p;
}

/* see src/math/tanh.ts */
INLINE f32v tanh_v(f32v x) {
  const f32v a = absolute(x);
  const f32v z = a * a;
  f32v p = splat(-5.70498872745e-3f) * z + splat(2.06390887954e-2f);
  p = p * z + splat(-5.37397155531e-2f);
  p = p * z + splat(1.33314422036e-1f);
  p = p * z + splat(-3.33332819422e-1f);
  const f32v small = p * z * a + a;
  const f32v e = exp_normal(pmin(a + a, splat(40)));
  const f32v large = splat(1) - splat(2) / (e + splat(1));
  /* Its sign is that of x: y has none. */
  const f32v y = pick_if_less(a, splat(0.625f), small, large);
  return from_bits(bits_of(y) | (bits_of(x) & (int32_t)0x80000000));
}

#endif
