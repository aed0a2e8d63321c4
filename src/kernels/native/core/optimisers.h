/*
 * One step of each optimiser. The loops match src/gradient/optimisers in the order of operations, each rounded once to
 * float32. The compiler vectorises them: no sum runs across parameters.
 */
#ifndef EVOLVE_OPTIMISERS_H
#define EVOLVE_OPTIMISERS_H

#include <math.h>

#include "core.h"

static void sgd(float *restrict parameters, const float *restrict gradient, size_t n, float rate) {
  for (size_t p = 0; p < n; p++) parameters[p] -= rate * gradient[p];
}

static void momentum(
    float *restrict parameters, const float *restrict gradient, float *restrict velocity, size_t n, float rate,
    float mu) {
  for (size_t p = 0; p < n; p++) {
    const float v = mu * velocity[p] + gradient[p];
    velocity[p] = v;
    parameters[p] -= rate * v;
  }
}

static void nesterov(
    float *restrict parameters, const float *restrict gradient, float *restrict velocity, size_t n, float rate,
    float mu) {
  for (size_t p = 0; p < n; p++) {
    const float g = gradient[p];
    const float v = mu * velocity[p] + g;
    velocity[p] = v;
    parameters[p] -= rate * (g + mu * v);
  }
}

static void rmsprop(
    float *restrict parameters, const float *restrict gradient, float *restrict square, size_t n, float rate,
    float decay, float fresh, float epsilon) {
  for (size_t p = 0; p < n; p++) {
    const float g = gradient[p];
    const float v = decay * square[p] + fresh * g * g;
    square[p] = v;
    parameters[p] -= rate * g / (sqrtf(v) + epsilon);
  }
}

/* Adam; AdamW if `decay` is not 0. */
static void adam(
    float *restrict parameters, const float *restrict gradient, float *restrict first, float *restrict second,
    size_t n, const AdamScalars *scalars) {
  const AdamScalars s = *scalars;
  for (size_t p = 0; p < n; p++) {
    const float g = gradient[p];
    const float m = s.beta1 * first[p] + s.fresh1 * g;
    first[p] = m;
    const float v = s.beta2 * second[p] + s.fresh2 * g * g;
    second[p] = v;
    const float move = s.rate * m / (sqrtf(v) * s.correction + s.epsilon);
    parameters[p] -= s.decay * parameters[p] + move;
  }
}

#endif
