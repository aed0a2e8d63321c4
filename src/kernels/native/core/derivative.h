/*
 * The derivatives of the activations, as in src/kernels/reference/derivative.ts. Never with fused multiply-add.
 */
#ifndef EVOLVE_DERIVATIVE_H
#define EVOLVE_DERIVATIVE_H

#include "activate.h"

/* d(x + 0.044715 x³)/dx has this factor on x². */
#define GELU_SQUARE 0.134145f
/* Beyond it the gate is flat. */
#define GELU_FLAT 16

/* True if the derivative is computed from z, which must then be kept; otherwise it is computed from y alone. */
INLINE bool derived_from_z(int32_t code) {
  return code == SOFTSIGN || code == GELU || code == SILU || code == SOFTPLUS || code == SINE ||
         code == GAUSSIAN;
}

INLINE f32v softsign_slope(f32v z) {
  const f32v q = splat(1) / (splat(1) + absolute(z));
  return q * q;
}

/* z is limited to where the gate is flat. This avoids infinity times zero. */
INLINE f32v gelu_slope(f32v z) {
  const f32v one = splat(1), half = splat(0.5f);
  const f32v x = minimum(maximum(z, splat(-GELU_FLAT)), splat(GELU_FLAT));
  const f32v gate = gelu_gate(x, splat(GELU_CUBIC) * x * x * x);
  const f32v bell = (one - gate) * (one + gate);
  const f32v inner = splat(GELU_SCALE) * (one + splat(GELU_SQUARE) * (x * x));
  return half * (one + gate) + half * x * bell * inner;
}

INLINE f32v silu_slope(f32v z) {
  const f32v s = sigmoid_v(z);
  return s * (splat(1) + z * (splat(1) - s));
}

INLINE f32v derived(int32_t code, f32v delta, f32v z, f32v y, f32v slope) {
  const f32v zero = splat(0), one = splat(1);
  switch (code) {
    case SIGMOID: return delta * (y * (one - y));
    case RELU: return pick_if_less(zero, y, delta, zero);
    case LEAKY_RELU: return pick_if_less(zero, y, delta, delta * slope);
    case TANH: return delta * ((one - y) * (one + y));
    case SOFTSIGN: return delta * softsign_slope(z);
    case ELU: return pick_if_less(zero, y, delta, delta * (y + one));
    case GELU: return delta * gelu_slope(z);
    case SILU: return delta * silu_slope(z);
    case SOFTPLUS: return delta * sigmoid_v(z);
    case SINE: return delta * cos_v(z);
    case GAUSSIAN: return delta * (splat(-2) * z * y);
    default: return delta;
  }
}

INLINE void derive_rows(
    const int32_t code, float slope, float *delta, const float *z, const float *y, int32_t rows,
    int32_t lanes, size_t stride) {
  const f32v leak = splat(slope);
  for (int32_t row = 0; row < rows; row++, delta += stride, z += stride, y += stride)
    for (int32_t lane = 0; lane < lanes; lane += W)
      store(delta + lane, derived(code, load(delta + lane), load(z + lane), load(y + lane), leak));
}

/*
 * Turns ∂L/∂y into ∂L/∂z in place, for all activations except softmax.
 * delta (rows, lanes)
 * z     (rows, lanes) before the activation; it counts only if derived_from_z
 * y     (rows, lanes) after the activation
 */
static void derive(
    int32_t code, float slope, float *delta, const float *z, const float *y, int32_t rows, int32_t lanes,
    size_t stride) {
#define CASE(kind) \
  case kind: derive_rows(kind, slope, delta, z, y, rows, lanes, stride); break;
  switch (code) { FOR_EACH_ACTIVATION(CASE) }
#undef CASE
}

#endif
