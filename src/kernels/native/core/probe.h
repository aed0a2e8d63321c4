/* The most that a core can do: multiply-adds on registers alone. Benchmarks measure kernels against it. */
#ifndef EVOLVE_PROBE_H
#define EVOLVE_PROBE_H

#include "lanes.h"

/* The floating-point operations of a round: as many multiply-adds as a block of `dense` has sums. */
#define ROUND_OPERATIONS (2.0 * BLOCK * GROUP * W)

/* Returns the number of operations. */
static double probe(int32_t rounds) {
  f32v sums[BLOCK * GROUP];
  f32v a = splat(0.999f), b = splat(1e-3f);
#pragma GCC unroll 24
  for (int k = 0; k < BLOCK * GROUP; k++) sums[k] = splat((float)k);
  for (int32_t round = 0; round < rounds; round++) {
#pragma GCC unroll 24
    for (int k = 0; k < BLOCK * GROUP; k++) sums[k] = multiply_add(sums[k], a, b);
    /* The compiler must not see that nothing changes. */
#if defined(__x86_64__)
    __asm__ volatile("" : "+x"(a), "+x"(b));
#else
    __asm__ volatile("" : "+w"(a), "+w"(b));
#endif
  }
  f32v sum = splat(0);
  for (int k = 0; k < BLOCK * GROUP; k++) sum = sum + sums[k];
  /* A use of the result that is never true. */
  return sum[0] == -1 ? 0 : ROUND_OPERATIONS * rounds;
}

#endif
