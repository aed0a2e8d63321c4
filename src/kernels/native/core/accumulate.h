/*
 * The parameters' gradient of a fully connected layer: db += Σ δ, dW += Σ δ xᵀ over the samples of a tile. Every sum runs
 * over the samples in order and starts at the gradient's current value, so neither blocking nor tiling changes a bit.
 * Lanes after the last sample are never added. Inputs are packed into a panel (T, PANEL), so that neighbouring weights
 * stand in the lanes.
 */
#ifndef EVOLVE_ACCUMULATE_H
#define EVOLVE_ACCUMULATE_H

#include "core.h"
#include "dense.h"

/* Four floats, in any instruction set. */
typedef float f32q __attribute__((vector_size(16)));
typedef f32q f32q_at __attribute__((aligned(4), may_alias));

/* Writes four columns of four rows as four rows of four columns. */
INLINE void turn(
    const float *a, const float *b, const float *c, const float *d, float *to, size_t step) {
  const f32q x = *(const f32q_at *)a, y = *(const f32q_at *)b, z = *(const f32q_at *)c, w = *(const f32q_at *)d;
  const f32q xy = __builtin_shufflevector(x, y, 0, 4, 1, 5), zw = __builtin_shufflevector(z, w, 0, 4, 1, 5);
  const f32q xy2 = __builtin_shufflevector(x, y, 2, 6, 3, 7), zw2 = __builtin_shufflevector(z, w, 2, 6, 3, 7);
  *(f32q_at *)to = __builtin_shufflevector(xy, zw, 0, 1, 4, 5);
  *(f32q_at *)(to + step) = __builtin_shufflevector(xy, zw, 2, 3, 6, 7);
  *(f32q_at *)(to + 2 * step) = __builtin_shufflevector(xy2, zw2, 0, 1, 4, 5);
  *(f32q_at *)(to + 3 * step) = __builtin_shufflevector(xy2, zw2, 2, 3, 6, 7);
}

/* Transposes `width` rows of a tile, at most PANEL, into the panel. Missing rows of the last four repeat the last. */
INLINE void pack(const float *x, float *panel, int32_t width, int32_t samples, size_t stride) {
  for (int32_t i = 0; i < width; i += 4) {
    const float *a = x + (size_t)i * stride;
    const float *b = a + (i + 1 < width ? stride : 0);
    const float *c = b + (i + 2 < width ? stride : 0);
    const float *d = c + (i + 3 < width ? stride : 0);
    for (int32_t s = 0; s < samples; s += 4)
      turn(a + s, b + s, c + s, d + s, panel + (size_t)s * PANEL + i, PANEL);
  }
}

/* One sum after another in each output; the outputs stand in the lanes. */
INLINE void accumulate_biases(
    const float *delta, float *gradient, int32_t outputs, int32_t samples, size_t stride) {
  for (int32_t o = 0; o < outputs; o += 4) {
    const int32_t count = smaller(4, outputs - o);
    float sums[4] = {0, 0, 0, 0};
    const float *rows[4];
    for (int32_t k = 0; k < 4; k++) rows[k] = delta + (size_t)(o + smaller(k, count - 1)) * stride;
    for (int32_t k = 0; k < count; k++) sums[k] = gradient[o + k];
    for (int32_t s = 0; s < samples; s++)
      for (int32_t k = 0; k < 4; k++) sums[k] += rows[k][s];
    for (int32_t k = 0; k < count; k++) gradient[o + k] = sums[k];
  }
}

/*
 * delta    (O, T) ∂L/∂z of the layer
 * x        (I, T) its inputs
 * gradient O biases or none, then (O, I) weights: added to
 * panel    (T, PANEL) scratch
 * samples  number of valid samples, at most T
 */
static void accumulate(
    const float *delta, const float *x, float *gradient, float *panel, const Layer *layer, int32_t samples,
    size_t stride) {
  const int32_t inputs = layer->inputs, outputs = layer->outputs;
  accumulate_biases(delta, gradient, layer->biases, samples, stride);
  float *weights = gradient + layer->biases;
  for (int32_t i = 0; i < inputs; i += PANEL) {
    const int32_t width = smaller(PANEL, inputs - i);
    pack(x + (size_t)i * stride, panel, width, samples, stride);
    int32_t blocks = (outputs + BLOCK - 1) / BLOCK;
    for (int32_t o = 0; o < outputs; blocks--) {
      const int32_t rows = (outputs - o + blocks - 1) / blocks;
      PRODUCTS.weights[rows - 1](
          delta + (size_t)o * stride, panel, weights + (size_t)o * inputs + i, (size_t)inputs, width, samples,
          stride);
      o += rows;
    }
  }
}

#endif
