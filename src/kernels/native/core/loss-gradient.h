/*
 * ∂loss/∂y over one tile, or ∂loss/∂z if the loss starts from logits, times a sample's share of the mean. As in
 * src/kernels/reference/loss-gradient.ts.
 */
#ifndef EVOLVE_LOSS_GRADIENT_H
#define EVOLVE_LOSS_GRADIENT_H

#include "activate.h"
#include "loss.h"

/* ±1 with the sign of d; d itself if it is zero or NaN. */
INLINE f32v sign_of(f32v d) {
  const f32v unit = pick_bits(splat_i((int32_t)0x80000000), d, splat(1));
  return pick_if_less(splat(0), absolute(d), unit, d);
}

/* The derivative of one output's loss, without mse's factor 2: it is in the scale. */
INLINE f32v gradient_term(int32_t kind, f32v y, f32v t) {
  const f32v one = splat(1);
  if (kind == BINARY_CROSS_ENTROPY) return sigmoid_v(y) - t;
  if (kind == HINGE) return pick_if_less(splat(0), one - t * y, negative(t), splat(0));
  const f32v d = y - t;
  if (kind == MAE) return sign_of(d);
  if (kind == HUBER) return maximum(minimum(d, one), splat(-1));
  return d;
}

/* softmax(z) Σt - t; this is softmax(z) - t if the targets of a sample sum to 1. */
INLINE void cross_entropy_gradient(
    const float *y, const float *t, float *delta, f32v scale, int32_t rows, int32_t lanes, size_t stride) {
  const size_t size = (size_t)rows * stride;
  memcpy(delta, y, size * sizeof *delta);
  softmax(delta, rows, lanes, stride);
  for (int32_t lane = 0; lane < lanes; lane += W) {
    f32v sum = splat(0);
    for (size_t at = (size_t)lane; at < size; at += stride) sum = sum + load(t + at);
    for (size_t at = (size_t)lane; at < size; at += stride)
      store(delta + at, (load(delta + at) * sum - load(t + at)) * scale);
  }
}

/* (y - t)/‖y - t‖; 0 if the norm is 0. */
INLINE void euclidean_gradient(
    const float *y, const float *t, float *delta, f32v scale, int32_t rows, int32_t lanes, size_t stride) {
  const size_t size = (size_t)rows * stride;
  for (int32_t lane = 0; lane < lanes; lane += W) {
    f32v sum = splat(0);
    for (size_t at = (size_t)lane; at < size; at += stride) {
      const f32v d = load(y + at) - load(t + at);
      sum = sum + d * d;
    }
    const f32v norm = root(sum);
    for (size_t at = (size_t)lane; at < size; at += stride) {
      const f32v d = load(y + at) - load(t + at);
      store(delta + at, pick_if_equal(norm, splat(0), splat(0), d / norm) * scale);
    }
  }
}

INLINE void gradient_rows(
    const int32_t kind, const float *y, const float *t, float *delta, f32v scale, int32_t rows, int32_t lanes,
    size_t stride) {
  for (int32_t row = 0; row < rows; row++, y += stride, t += stride, delta += stride)
    for (int32_t lane = 0; lane < lanes; lane += W)
      store(delta + lane, gradient_term(kind, load(y + lane), load(t + lane)) * scale);
}

/*
 * y     (O, T) outputs, or logits
 * t     (O, T) targets
 * delta (O, T) out
 * scale the factor on every entry
 */
static void loss_gradient(
    int32_t kind, const float *y, const float *t, float *delta, float scale, int32_t rows, int32_t lanes,
    size_t stride) {
  const f32v factor = splat(scale);
  switch (kind) {
    case MSE: gradient_rows(MSE, y, t, delta, factor, rows, lanes, stride); break;
    case MAE: gradient_rows(MAE, y, t, delta, factor, rows, lanes, stride); break;
    case EUCLIDEAN: euclidean_gradient(y, t, delta, factor, rows, lanes, stride); break;
    case CROSS_ENTROPY: cross_entropy_gradient(y, t, delta, factor, rows, lanes, stride); break;
    case BINARY_CROSS_ENTROPY:
      gradient_rows(BINARY_CROSS_ENTROPY, y, t, delta, factor, rows, lanes, stride);
      break;
    case HUBER: gradient_rows(HUBER, y, t, delta, factor, rows, lanes, stride); break;
    case HINGE: gradient_rows(HINGE, y, t, delta, factor, rows, lanes, stride); break;
  }
}

/* Multiplies the errors of each sample by its weight, in place. weights (T) */
static void weigh_gradient(float *delta, const float *weights, int32_t rows, int32_t lanes, size_t stride) {
  for (int32_t row = 0; row < rows; row++, delta += stride)
    for (int32_t lane = 0; lane < lanes; lane += W)
      store(delta + lane, load(delta + lane) * load(weights + lane));
}

/* Through softmax's whole Jacobian, in place: δⱼ = yⱼ (δⱼ - Σ δₖ yₖ). */
static void derive_softmax(float *delta, const float *y, int32_t rows, int32_t lanes, size_t stride) {
  const size_t size = (size_t)rows * stride;
  for (int32_t lane = 0; lane < lanes; lane += W) {
    f32v sum = splat(0);
    for (size_t at = (size_t)lane; at < size; at += stride) sum = sum + load(delta + at) * load(y + at);
    for (size_t at = (size_t)lane; at < size; at += stride)
      store(delta + at, load(y + at) * (load(delta + at) - sum));
  }
}

#endif
