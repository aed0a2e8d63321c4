/* The activation functions, as in src/kernels/reference/activate.ts. Never with fused multiply-add. */
#ifndef EVOLVE_ACTIVATE_H
#define EVOLVE_ACTIVATE_H

#include "dense.h"
#include "elementary.h"

/* √(2/π), for the tanh form of gelu (Hendrycks & Gimpel 2016, eq. 2). */
#define GELU_SCALE 0.7978845608028654f
#define GELU_CUBIC 0.044715f

INLINE f32v gelu_gate(f32v x, f32v cubic) { return tanh_v(splat(GELU_SCALE) * (x + cubic)); }

INLINE f32v activated(int32_t code, f32v x, f32v slope) {
  switch (code) {
    case SIGMOID: return sigmoid_v(x);
    case RELU: return positive(x);
    case LEAKY_RELU: return leaky_relu(x, slope);
    case TANH: return tanh_v(x);
    case SOFTSIGN: return x / (splat(1) + absolute(x));
    case ELU: return pick_if_less(splat(0), x, x, expm1_v(minimum(x, splat(0))));
    case GELU: return splat(0.5f) * x * (splat(1) + gelu_gate(x, splat(GELU_CUBIC) * x * x * x));
    case SILU: return x * sigmoid_v(x);
    case SOFTPLUS: return softplus_v(x);
    case SINE: return sin_v(x);
    case GAUSSIAN: return exp_v(negative(x * x));
    default: return x;
  }
}

/*
 * Applies an activation other than softmax in place to (rows, lanes). The code is a constant at each call, so that the
 * loop contains that function alone; two vectors at a time, since each is a long chain of operations.
 */
INLINE void activate_rows(
    const int32_t code, float slope, float *y, int32_t rows, int32_t lanes, size_t stride) {
  const f32v leak = splat(slope);
  for (int32_t row = 0; row < rows; row++, y += stride) {
    int32_t lane = 0;
    for (; lane + 4 * W <= lanes; lane += 4 * W) {
      f32v some[4];
#pragma GCC unroll 4
      for (int k = 0; k < 4; k++) some[k] = load(y + lane + k * W);
#pragma GCC unroll 4
      for (int k = 0; k < 4; k++) some[k] = activated(code, some[k], leak);
#pragma GCC unroll 4
      for (int k = 0; k < 4; k++) store(y + lane + k * W, some[k]);
    }
    for (; lane < lanes; lane += W) store(y + lane, activated(code, load(y + lane), leak));
  }
}

#define FOR_EACH_ACTIVATION(DO) \
  DO(SIGMOID) DO(RELU) DO(LEAKY_RELU) DO(TANH) DO(SOFTSIGN) DO(ELU) DO(GELU) DO(SILU) DO(SOFTPLUS) DO(SINE) DO(GAUSSIAN)

static void activate(int32_t code, float slope, float *y, int32_t rows, int32_t lanes, size_t stride) {
#define CASE(kind) \
  case kind: activate_rows(kind, slope, y, rows, lanes, stride); break;
  switch (code) { FOR_EACH_ACTIVATION(CASE) }
#undef CASE
}

/* softmax over the rows of each lane, in place: shifted by the largest value, so that nothing overflows. */
static void softmax(float *y, int32_t rows, int32_t lanes, size_t stride) {
  const float *end = y + (size_t)rows * stride;
  for (int32_t lane = 0; lane < lanes; lane += W) {
    float *from = y + lane;
    f32v largest = load(from);
    for (const float *at = from + stride; at < end; at += stride) largest = maximum(largest, load(at));
    f32v sum = splat(0);
    for (float *at = from; at < end; at += stride) {
      const f32v term = exp_v(load(at) - largest);
      store(at, term);
      sum = sum + term;
    }
    for (float *at = from; at < end; at += stride) store(at, load(at) / sum);
  }
}

/* Applies a layer's activation in place to (O, T), if `dense` has not applied it. */
static void activate_layer(const Layer *layer, float *y, int32_t lanes, size_t stride) {
  const int32_t code = layer->activation;
  if (code == SOFTMAX)
    softmax(y, layer->outputs, lanes, stride);
  else if (code != LINEAR && !applied_by_dense(code))
    activate(code, layer->slope, y, layer->outputs, lanes, stride);
}

#endif
