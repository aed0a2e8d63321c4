/*
 * The inner loops of the matrix products, which fill the registers with sums. Samples stand in the lanes, or neighbouring
 * weights; an element of the other operand is the same for all lanes. Every sum runs over its terms in order, so that
 * blocking changes no bit. A block of BLOCK rows by GROUP vectors stays in registers.
 */
#ifndef EVOLVE_PRODUCTS_H
#define EVOLVE_PRODUCTS_H

#include "core.h"
#include "lanes.h"

/* A matrix (rows, terms) whose element (r, k) is at values[r * row_step + k * term_step]. */
typedef struct {
  const float *values;
  size_t row_step;
  size_t term_step;
} Matrix;

/*
 * Some rows of y = start + M x for all lanes.
 * x     (terms, T)
 * y     (rows, T)
 * start (rows), or null for 0
 */
typedef void Product(
    const float *x, float *y, const float *start, Matrix m, int32_t terms, int32_t lanes, size_t stride,
    f32v slope);

/*
 * The sums of some outputs over the samples of a panel, added to the gradient.
 * delta    (rows, T)
 * panel    (T, PANEL)
 * gradient (rows, I), of which `width` columns change
 */
typedef void Weights(
    const float *delta, const float *panel, float *gradient, size_t inputs, int32_t width, int32_t samples,
    size_t stride);

/* Each for 1, 2 … BLOCK rows. */
typedef struct {
  Product *plain[BLOCK];
  /* With the activation applied to each sum. */
  Product *relu[BLOCK];
  Product *leaky[BLOCK];
  Weights *weights[BLOCK];
} Products;

/* In products.c, which is compiled with other options than the rest: see scripts/build-native.mjs. */
extern __attribute__((visibility("hidden"))) const Products PRODUCTS;

#endif
