#include "products.h"

#include "network.h"

INLINE f32v finished(int32_t code, f32v z, f32v slope) {
  if (code == RELU) return positive(z);
  if (code == LEAKY_RELU) return leaky_relu(z, slope);
  return z;
}

/*
 * rows by vectors of y = start + M x, for constant numbers of both.
 * x     (terms, T)
 * y     (rows, T)
 * start (rows), or null for 0
 */
INLINE void block(
    const int rows, const int vectors, const int32_t code, const float *x, float *y, const float *start,
    Matrix m, int32_t terms, size_t stride, f32v slope) {
  f32v sums[BLOCK][2 * GROUP];
#pragma GCC unroll 8
  for (int r = 0; r < rows; r++)
#pragma GCC unroll 8
    for (int v = 0; v < vectors; v++) sums[r][v] = start ? splat(start[r]) : splat(0);
  const float *at = m.values;
#pragma GCC unroll 4
  for (int32_t k = 0; k < terms; k++) {
    f32v inputs[2 * GROUP];
#pragma GCC unroll 8
    for (int v = 0; v < vectors; v++) inputs[v] = load(x + v * W);
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++) {
      const f32v weight = splat(at[(size_t)r * m.row_step]);
#pragma GCC unroll 8
      for (int v = 0; v < vectors; v++) sums[r][v] = multiply_add(weight, inputs[v], sums[r][v]);
    }
    x += stride;
    at += m.term_step;
  }
#pragma GCC unroll 8
  for (int r = 0; r < rows; r++)
#pragma GCC unroll 8
    for (int v = 0; v < vectors; v++) store(y + (size_t)r * stride + v * W, finished(code, sums[r][v], slope));
}

/* Some rows of the product for all lanes. */
INLINE void rows_of_product(
    const int rows, const int32_t code, const float *x, float *y, const float *start, Matrix m,
    int32_t terms, int32_t lanes, size_t stride, f32v slope) {
  /* Few rows need more vectors to keep the execution units busy. */
  const int wide = rows < 3 ? 2 * GROUP : GROUP;
  int32_t lane = 0;
  for (; lane + wide * W <= lanes; lane += wide * W)
    block(rows, wide, code, x + lane, y + lane, start, m, terms, stride, slope);
  if (wide > GROUP && lane + GROUP * W <= lanes) {
    block(rows, GROUP, code, x + lane, y + lane, start, m, terms, stride, slope);
    lane += GROUP * W;
  }
#if GROUP > 2
  if (lane + 2 * W <= lanes) {
    block(rows, 2, code, x + lane, y + lane, start, m, terms, stride, slope);
    lane += 2 * W;
  }
#endif
  if (lane < lanes) block(rows, 1, code, x + lane, y + lane, start, m, terms, stride, slope);
}

/* One function for each number of rows, so that the compiler allocates registers for one block at a time. */
#define ROWS_OF_PRODUCT(name, rows, code)                                                                   \
  static __attribute__((noinline)) void name(                                                               \
      const float *x, float *y, const float *start, Matrix m, int32_t terms, int32_t lanes, size_t stride,  \
      f32v slope) {                                                                                         \
    rows_of_product(rows, code, x, y, start, m, terms, lanes, stride, slope);                               \
  }
#define EACH_NUMBER_OF_ROWS(suffix, code)    \
  ROWS_OF_PRODUCT(product1_##suffix, 1, code) \
  ROWS_OF_PRODUCT(product2_##suffix, 2, code) \
  ROWS_OF_PRODUCT(product3_##suffix, 3, code) \
  ROWS_OF_PRODUCT(product4_##suffix, 4, code) \
  ROWS_OF_PRODUCT(product5_##suffix, 5, code) \
  ROWS_OF_PRODUCT(product6_##suffix, 6, code)
EACH_NUMBER_OF_ROWS(plain, LINEAR)
EACH_NUMBER_OF_ROWS(relu, RELU)
EACH_NUMBER_OF_ROWS(leaky, LEAKY_RELU)

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

#define TABLE(name, suffix) {name##1##suffix, name##2##suffix, name##3##suffix, name##4##suffix, name##5##suffix, name##6##suffix}
const Products PRODUCTS = {
    .plain = TABLE(product, _plain),
    .relu = TABLE(product, _relu),
    .leaky = TABLE(product, _leaky),
    .weights = TABLE(weights, ),
};
