/* Fully connected layers over tiles of samples, forward and back. */
#ifndef EVOLVE_DENSE_H
#define EVOLVE_DENSE_H

#include "network.h"
#include "products.h"

/* Cheap activations need no pass of their own: they are applied to a sum before it is stored. */
INLINE bool applied_by_dense(int32_t code) { return code == RELU || code == LEAKY_RELU; }

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
 * A fully connected layer: z = b + W x, or W x without biases.
 * x      (I, T)
 * y      (O, T) out: z, or relu and leaky relu of it
 * params O biases or none, then (O, I) weights
 * lanes  number of samples, a multiple of W
 * stride floats from one row of a tile to the next, T
 */
INLINE void dense(
    const float *x, float *y, const float *params, const Layer *layer, int32_t code, int32_t lanes,
    size_t stride) {
  const int32_t inputs = layer->inputs, outputs = layer->outputs;
  const Matrix weights = {params + layer->biases, (size_t)inputs, 1};
  const float *biases = layer->biases ? params : NULL;
  Product *const *products =
      code == RELU ? PRODUCTS.relu : code == LEAKY_RELU ? PRODUCTS.leaky : PRODUCTS.plain;
  product(products, x, y, biases, weights, outputs, inputs, lanes, stride, splat(layer->slope));
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
      PRODUCTS.plain, delta, to, NULL, transposed, layer->inputs, layer->outputs, lanes, stride, splat(0));
}

#endif
