/*
 * Products of a matrix and a tile: samples stand in the lanes, an element of the matrix is the same for all lanes. Every
 * sum runs over the terms in order, so that blocking changes no bit. A block of BLOCK rows by GROUP vectors stays in
 * registers.
 */
#ifndef EVOLVE_DENSE_H
#define EVOLVE_DENSE_H

#include "lanes.h"
#include "network.h"

/* What is done to a sum before it is stored. Cheap activations need no pass of their own. */
INLINE bool applied_by_dense(int32_t code) { return code == RELU || code == LEAKY_RELU; }

INLINE f32v leaky_relu(f32v z, f32v slope) { return pick_if_less(splat(0), z, z, z * slope); }

INLINE f32v finished(int32_t code, f32v z, f32v slope) {
  if (code == RELU) return positive(z);
  if (code == LEAKY_RELU) return leaky_relu(z, slope);
  return z;
}

/* A matrix (rows, terms) whose element (r, k) is at values[r * row_step + k * term_step]. */
typedef struct {
  const float *values;
  size_t row_step;
  size_t term_step;
} Matrix;

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

typedef void Product(
    const float *x, float *y, const float *start, Matrix m, int32_t terms, int32_t lanes, size_t stride,
    f32v slope);

#define TABLE(suffix)                                                                                \
  {                                                                                                  \
    product1_##suffix, product2_##suffix, product3_##suffix, product4_##suffix, product5_##suffix,   \
        product6_##suffix                                                                            \
  }
static Product *const plain_products[BLOCK] = TABLE(plain);
static Product *const relu_products[BLOCK] = TABLE(relu);
static Product *const leaky_products[BLOCK] = TABLE(leaky);

/* y = start + M x for all rows, with as many blocks as there must be, of nearly the same size. */
INLINE void product(
    Product *const *products, const float *x, float *y, const float *start, Matrix m, int32_t rows,
    int32_t terms, int32_t lanes, size_t stride, f32v slope) {
  int32_t blocks = (rows + BLOCK - 1) / BLOCK;
  for (int32_t r = 0; r < rows; blocks--) {
    const int32_t size = (rows - r + blocks - 1) / blocks;
    const Matrix part = {m.values + (size_t)r * m.row_step, m.row_step, m.term_step};
    products[size - 1](
        x, y + (size_t)r * stride, start ? start + r : NULL, part, terms, lanes, stride, slope);
    r += size;
  }
}

/*
 * A fully connected layer: z = b + W x.
 * x      (I, T)
 * y      (O, T) out: z, or relu and leaky relu of it
 * params O biases, then (O, I) weights
 * lanes  number of samples, a multiple of W
 * stride floats from one row of a tile to the next, T
 */
INLINE void dense(
    const float *x, float *y, const float *params, const Layer *layer, int32_t code, int32_t lanes,
    size_t stride) {
  const int32_t inputs = layer->inputs, outputs = layer->outputs;
  const Matrix weights = {params + outputs, (size_t)inputs, 1};
  Product *const *products = code == RELU ? relu_products : code == LEAKY_RELU ? leaky_products : plain_products;
  product(products, x, y, params, weights, outputs, inputs, lanes, stride, splat(layer->slope));
}

/*
 * The error signal back through a fully connected layer: ∂L/∂x = Wᵀ δ. Sums start at 0 and run over the outputs.
 * delta   (O, T)
 * to      (I, T) out
 * weights (O, I)
 */
INLINE void propagate(
    const float *delta, float *to, const float *weights, const Layer *layer, int32_t lanes, size_t stride) {
  const Matrix transposed = {weights, 1, (size_t)layer->inputs};
  product(
      plain_products, delta, to, NULL, transposed, layer->inputs, layer->outputs, lanes, stride, splat(0));
}

#endif
