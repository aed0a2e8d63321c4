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

/* The sums of some outputs and whole vectors of inputs. */
INLINE void weights_block(
    const int rows, const int vectors, const float *delta, const float *panel, float *gradient,
    size_t inputs, int32_t samples, size_t stride) {
  f32v sums[BLOCK][GROUP];
#pragma GCC unroll 8
  for (int r = 0; r < rows; r++)
#pragma GCC unroll 8
    for (int v = 0; v < vectors; v++) sums[r][v] = load(gradient + (size_t)r * inputs + v * W);
  for (int32_t s = 0; s < samples; s++) {
    f32v x[GROUP];
#pragma GCC unroll 8
    for (int v = 0; v < vectors; v++) x[v] = load(panel + (size_t)s * PANEL + v * W);
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++) {
      const f32v error = splat(delta[(size_t)r * stride + s]);
#pragma GCC unroll 8
      for (int v = 0; v < vectors; v++) sums[r][v] = multiply_add(error, x[v], sums[r][v]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < rows; r++)
#pragma GCC unroll 8
    for (int v = 0; v < vectors; v++) store(gradient + (size_t)r * inputs + v * W, sums[r][v]);
}

/* The sums of the last inputs, fewer than a vector, which no other memory may follow. */
INLINE void weights_rest(
    const int rows, const float *delta, const float *panel, float *gradient, size_t inputs, int32_t rest,
    int32_t samples, size_t stride) {
  f32v sums[BLOCK];
#pragma GCC unroll 8
  for (int r = 0; r < rows; r++) {
    sums[r] = splat(0);
    memcpy(&sums[r], gradient + (size_t)r * inputs, (size_t)rest * sizeof(float));
  }
  for (int32_t s = 0; s < samples; s++) {
    const f32v x = load(panel + (size_t)s * PANEL);
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
      sums[r] = multiply_add(splat(delta[(size_t)r * stride + s]), x, sums[r]);
  }
#pragma GCC unroll 8
  for (int r = 0; r < rows; r++)
    memcpy(gradient + (size_t)r * inputs, &sums[r], (size_t)rest * sizeof(float));
}

/* Some outputs by all inputs of a panel. */
INLINE void weights_rows(
    const int rows, const float *delta, const float *panel, float *gradient, size_t inputs, int32_t width,
    int32_t samples, size_t stride) {
  int32_t i = 0;
  for (; i + GROUP * W <= width; i += GROUP * W)
    weights_block(rows, GROUP, delta, panel + i, gradient + i, inputs, samples, stride);
  for (; i + W <= width; i += W)
    weights_block(rows, 1, delta, panel + i, gradient + i, inputs, samples, stride);
  if (i < width)
    weights_rest(rows, delta, panel + i, gradient + i, inputs, width - i, samples, stride);
}

#define WEIGHTS_ROWS(rows)                                                                             \
  static __attribute__((noinline)) void weights##rows(                                                \
      const float *delta, const float *panel, float *gradient, size_t inputs, int32_t width,           \
      int32_t samples, size_t stride) {                                                                \
    weights_rows(rows, delta, panel, gradient, inputs, width, samples, stride);                        \
  }
WEIGHTS_ROWS(1)
WEIGHTS_ROWS(2)
WEIGHTS_ROWS(3)
WEIGHTS_ROWS(4)
WEIGHTS_ROWS(5)
WEIGHTS_ROWS(6)

typedef void WeightsRows(
    const float *delta, const float *panel, float *gradient, size_t inputs, int32_t width, int32_t samples,
    size_t stride);
static WeightsRows *const weights_of_rows[BLOCK] = {weights1, weights2, weights3, weights4, weights5, weights6};

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
 * gradient O biases, then (O, I) weights: added to
 * panel    (T, PANEL) scratch
 * samples  number of valid samples, at most T
 */
static void accumulate(
    const float *delta, const float *x, float *gradient, float *panel, const Layer *layer, int32_t samples,
    size_t stride) {
  const int32_t inputs = layer->inputs, outputs = layer->outputs;
  accumulate_biases(delta, gradient, outputs, samples, stride);
  float *weights = gradient + outputs;
  for (int32_t i = 0; i < inputs; i += PANEL) {
    const int32_t width = smaller(PANEL, inputs - i);
    pack(x + (size_t)i * stride, panel, width, samples, stride);
    int32_t blocks = (outputs + BLOCK - 1) / BLOCK;
    for (int32_t o = 0; o < outputs; blocks--) {
      const int32_t rows = (outputs - o + blocks - 1) / blocks;
      weights_of_rows[rows - 1](
          delta + (size_t)o * stride, panel, weights + (size_t)o * inputs + i, (size_t)inputs, width, samples,
          stride);
      o += rows;
    }
  }
}

#endif
