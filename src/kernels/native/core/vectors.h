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
  const Generator made = generator(stream);
  float noise[BLOCKS];
  uint32_t draw = stream->draw;
  size_t p = 0;
  for (; p + BLOCKS <= n; p += BLOCKS, draw += W) {
    normals(&made, draw, noise);
#pragma GCC unroll 8
    for (int k = 0; k < BLOCKS; k += W / 2) {
      float *at = genes + p + k;
      store_half(at, perturbed(load_half(at), scale, load_half(units + p + k), load_half(noise + k)));
    }
  }
  if (p == n) return;
  normals(&made, draw, noise);
  for (size_t k = 0; p + k < n; k++)
    genes[p + k] = (float)((double)genes[p + k] + sigma * (double)units[p + k] * (double)noise[k]);
}

/* genes[p] += (sigma units[p]) noise[p] */
static void perturb(float *genes, const float *units, const float *noise, size_t n, double sigma) {
  const f64v scale = splat_d(sigma);
  size_t p = 0;
  for (; p + W / 2 <= n; p += W / 2)
    store_half(genes + p, perturbed(load_half(genes + p), scale, load_half(units + p), load_half(noise + p)));
  for (; p < n; p++) genes[p] = (float)((double)genes[p] + sigma * (double)units[p] * (double)noise[p]);
}

/* The same for genes[g] with g = loci[i], each below n; stops at one that is not, and returns false. */
static bool perturb_at(
    float *genes, const float *units, size_t n, const float *noise, const uint32_t *loci, size_t count,
    double sigma) {
  for (size_t i = 0; i < count; i++) {
    const size_t g = loci[i];
    if (g >= n) return false;
    genes[g] = (float)((double)genes[g] + sigma * (double)units[g] * (double)noise[i]);
  }
  return true;
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

/* child[p] = second[p] where bit p mod 32 of words[⌊p / 32⌋] is set, else first[p] */
static void choose_by_bits(
    const float *first, const float *second, const uint32_t *words, float *child, size_t n) {
  const u32v bits = splat_u(1) << (u32v)lanes();
  size_t p = 0;
  for (; p + 32 <= n; p += 32) {
    const u32v word = splat_u(words[p / 32]);
#pragma GCC unroll 8
    for (int k = 0; k < 32; k += W) {
      const i32v clear = (i32v)((word & (bits << k)) == splat_u(0));
      store(child + p + k, pick_bits(clear, load(first + p + k), load(second + p + k)));
    }
  }
  for (; p < n; p++) child[p] = words[p / 32] >> p % 32 & 1 ? second[p] : first[p];
}

#endif
