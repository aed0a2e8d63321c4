/*
 * The loops over genomes that make offspring, as in src/kernels/reference/vectors.ts: products and sums in float64, in the
 * order of the formula, and one rounding when a gene is stored.
 */
#ifndef EVOLVE_VECTORS_H
#define EVOLVE_VECTORS_H

#include "random.h"

/* Half a vector of genes + (sigma units) noise. */
INLINE f32h perturbed(f32h genes, f64v sigma, f32h units, f32h noise) {
  return narrow(widen(genes) + sigma * widen(units) * widen(noise));
}

/* genes[p] += (sigma units[p]) z[p], with the standard normals z of a stream. */
static void add_normals(float *genes, const float *units, size_t n, double sigma, const Stream *stream) {
  const f64v scale = splat_d(sigma);
  float noise[BLOCKS];
  uint32_t draw = stream->draw;
  size_t p = 0;
  for (; p + BLOCKS <= n; p += BLOCKS, draw += W) {
    normals(stream, draw, noise);
#pragma GCC unroll 8
    for (int k = 0; k < BLOCKS; k += W / 2) {
      float *at = genes + p + k;
      store_half(at, perturbed(load_half(at), scale, load_half(units + p + k), load_half(noise + k)));
    }
  }
  if (p == n) return;
  normals(stream, draw, noise);
  for (size_t k = 0; p + k < n; k++)
    genes[p + k] = (float)((double)genes[p + k] + sigma * (double)units[p + k] * (double)noise[k]);
}

/* child[p] = weight first[p] + (1 - weight) second[p] */
static void mix(const float *first, const float *second, float *child, size_t n, double weight) {
  const double rest = 1 - weight;
  for (size_t p = 0; p < n; p++) child[p] = (float)(weight * (double)first[p] + rest * (double)second[p]);
}

/* child[p] = draws[p] < chance ? second[p] : first[p] */
static void choose(
    const float *first, const float *second, const float *draws, float *child, size_t n, double chance) {
  for (size_t p = 0; p < n; p++) child[p] = (double)draws[p] < chance ? second[p] : first[p];
}

#endif
