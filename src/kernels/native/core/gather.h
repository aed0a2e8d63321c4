/* Transposes selected rows into tiles, as gatherTiles of memory/tiles.ts does. */
#ifndef EVOLVE_GATHER_H
#define EVOLVE_GATHER_H

#include "accumulate.h"

/* Writes one tile of `count` samples. */
INLINE void gather_tile(
    const float *rows, const uint32_t *indices, int32_t count, int32_t width, float *to, size_t stride) {
  int32_t lane = 0;
  for (; lane + 4 <= count; lane += 4) {
    const float *a = rows + (size_t)indices[lane] * width, *b = rows + (size_t)indices[lane + 1] * width;
    const float *c = rows + (size_t)indices[lane + 2] * width, *d = rows + (size_t)indices[lane + 3] * width;
    int32_t column = 0;
    for (; column + 4 <= width; column += 4)
      turn(a + column, b + column, c + column, d + column, to + (size_t)column * stride + lane, stride);
    for (; column < width; column++) {
      float *four = to + (size_t)column * stride + lane;
      four[0] = a[column];
      four[1] = b[column];
      four[2] = c[column];
      four[3] = d[column];
    }
  }
  for (; lane < count; lane++) {
    const float *from = rows + (size_t)indices[lane] * width;
    for (int32_t column = 0; column < width; column++) to[(size_t)column * stride + lane] = from[column];
  }
}

/*
 * rows    (S, W)
 * indices (count) each < S
 * to      (⌈count/T⌉, W, T) out; lanes after the last sample become zero
 */
static void gather(
    const float *rows, const uint32_t *indices, int32_t count, int32_t width, int32_t tile, float *to) {
  const size_t size = (size_t)width * (size_t)tile;
  for (; count > 0; count -= tile, indices += tile, to += size) {
    if (count < tile) memset(to, 0, size * sizeof *to);
    gather_tile(rows, indices, smaller(count, tile), width, to, (size_t)tile);
  }
}

#endif
