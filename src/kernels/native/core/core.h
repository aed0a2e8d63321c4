/* What core.c offers: the same functions for each instruction set and arithmetic. Each is described where it stands. */
#ifndef EVOLVE_CORE_H
#define EVOLVE_CORE_H

#include "network.h"

/* Floats per sample of a panel of inputs; equals `panel` of memory/workspace.ts. */
#define PANEL 64

/* The key and the counter of a stream of random numbers, and its next block. */
typedef struct {
  uint32_t seed;
  uint32_t purpose;
  uint32_t generation;
  uint32_t individual;
  uint32_t episode;
  uint32_t draw;
} Stream;

/* The scalars of a step of Adam, as in src/gradient/optimisers/adam.ts. */
typedef struct {
  float rate;
  float beta1;
  float fresh1;
  float beta2;
  float fresh2;
  float correction;
  float epsilon;
  float decay;
} AdamScalars;

typedef struct {
  /* evaluate.h */
  const float *(*forward)(
      const Network *, const float *params, const float *x, int32_t samples, float *scratch, size_t half);
  void (*loss)(
      const Network *, const float *params, const float *x, const float *t, const float *w, int32_t samples,
      int32_t kind, float *scratch, size_t half, double sums[4]);
  void (*gradient)(
      const Network *, const float *params, const float *x, const float *t, const float *w, int32_t samples,
      int32_t all, int32_t kind, float *scratch, size_t half, float *trace, float *gradient, double sums[4]);
  /* gather.h */
  void (*gather)(
      const float *rows, const uint32_t *indices, int32_t count, int32_t width, int32_t tile, float *to);
  /* sample-network.h */
  void (*transpose)(const Network *, const float *params, float *to);
  void (*forward_samples)(
      const Network *, const float *weights, const float *x, float *y, int32_t samples, float *activations,
      size_t half);
  void (*step_rows)(
      const Network *, const float *weights, const float *x, int32_t width, float *y, int32_t rows,
      float *state, float *activations, size_t half);
  /* optimisers.h */
  void (*sgd)(float *parameters, const float *gradient, size_t n, float rate);
  void (*momentum)(
      float *parameters, const float *gradient, float *velocity, size_t n, float rate, float mu);
  void (*nesterov)(
      float *parameters, const float *gradient, float *velocity, size_t n, float rate, float mu);
  void (*rmsprop)(
      float *parameters, const float *gradient, float *square, size_t n, float rate, float decay, float fresh,
      float epsilon);
  void (*adam)(
      float *parameters, const float *gradient, float *first, float *second, size_t n, const AdamScalars *);
  /* random.h */
  void (*fill_normal)(float *out, size_t n, const Stream *);
  void (*fill_uniform)(float *out, size_t n, const Stream *);
  /* vectors.h */
  void (*add_normals)(float *genes, const float *units, size_t n, double sigma, const Stream *);
  void (*perturb)(float *genes, const float *units, const float *noise, size_t n, double sigma);
  bool (*perturb_at)(
      float *genes, const float *units, size_t n, const float *noise, const uint32_t *loci, size_t count,
      double sigma);
  void (*mix)(const float *first, const float *second, float *child, size_t n, double weight);
  void (*choose)(
      const float *first, const float *second, const float *draws, float *child, size_t n, double chance);
  void (*choose_by_bits)(
      const float *first, const float *second, const uint32_t *words, float *child, size_t n);
  /* probe.h */
  double (*probe)(int32_t rounds);
} Core;

#endif
