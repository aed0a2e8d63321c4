/*
 * The losses over one tile. A sample's loss is a float32 in its lane; sums over samples are float64, in four partial sums:
 * sample s goes to sum s mod 4. src/kernels/reference/loss.ts does the same in the same order.
 */
#ifndef EVOLVE_LOSS_H
#define EVOLVE_LOSS_H

#include "elementary.h"
#include "network.h"

/* The codes of model/losses.ts. */
enum { MSE, MAE, EUCLIDEAN, CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HUBER, HINGE };

INLINE bool from_logits(int32_t kind) { return kind == CROSS_ENTROPY || kind == BINARY_CROSS_ENTROPY; }

/* The divisor of a sum over samples: S, or S O if the mean is over outputs too. */
INLINE double divisor(int32_t kind, int32_t samples, int32_t outputs) {
  return kind == EUCLIDEAN || kind == CROSS_ENTROPY ? (double)samples : (double)samples * (double)outputs;
}

INLINE f32v loss_term(int32_t kind, f32v y, f32v t) {
  if (kind == BINARY_CROSS_ENTROPY) return softplus_v(y) - t * y;
  if (kind == HINGE) return maximum(splat(1) - t * y, splat(0));
  const f32v d = y - t;
  if (kind == MAE) return absolute(d);
  if (kind == HUBER) {
    const f32v a = absolute(d);
    return pick_if_less(a, splat(1), splat(0.5f) * (d * d), a - splat(0.5f));
  }
  return d * d;
}

/* -Σ t ln softmax(z), as Σ t (ln Σ eᶻ - z), with the largest z subtracted first. */
INLINE f32v cross_entropy(const float *z, const float *t, int32_t rows, size_t stride) {
  const float *end = z + (size_t)rows * stride;
  f32v largest = load(z);
  for (const float *at = z + stride; at < end; at += stride) largest = maximum(largest, load(at));
  f32v sum = splat(0);
  for (const float *at = z; at < end; at += stride) sum = sum + exp_v(load(at) - largest);
  const f32v log_sum = largest + log_v(sum);
  f32v loss = splat(0);
  for (const float *at = z; at < end; at += stride, t += stride)
    loss = loss + load(t) * (log_sum - load(at));
  return loss;
}

/* The losses of W samples. */
INLINE f32v sample_loss(int32_t kind, const float *y, const float *t, int32_t rows, size_t stride) {
  if (kind == CROSS_ENTROPY) return cross_entropy(y, t, rows, stride);
  f32v loss = splat(0);
  for (int32_t row = 0; row < rows; row++, y += stride, t += stride)
    loss = loss + loss_term(kind, load(y), load(t));
  return kind == EUCLIDEAN ? root(loss) : loss;
}

/* Adds losses to the four partial sums, each times its weight unless weights are NULL. */
INLINE void sum_losses(
    int32_t kind, const float *y, const float *t, const float *weights, int32_t samples, int32_t rows,
    size_t stride, double sums[4]) {
  double four[4] = {sums[0], sums[1], sums[2], sums[3]};
  for (int32_t lane = 0; lane < samples; lane += W) {
    f32v loss = sample_loss(kind, y + lane, t + lane, rows, stride);
    if (weights) loss = loss * load(weights + lane);
    loss = from_bits(bits_of(loss) & (lanes() < splat_i(samples - lane)));
    const int32_t count = smaller(W, (samples - lane + 3) & ~3);
    for (int32_t s = 0; s < count; s += 4)
      for (int32_t k = 0; k < 4; k++) four[k] += (double)loss[s + k];
  }
  for (int32_t k = 0; k < 4; k++) sums[k] = four[k];
}

/*
 * Adds the losses of a tile's samples to the four partial sums. Lanes after the last sample add 0. Without weights, NULL, no
 * sample asks for them.
 */
static void add_losses(
    int32_t kind, const float *y, const float *t, const float *weights, int32_t samples, int32_t rows,
    size_t stride, double sums[4]) {
  if (weights)
    sum_losses(kind, y, t, weights, samples, rows, stride, sums);
  else
    sum_losses(kind, y, t, NULL, samples, rows, stride, sums);
}

/* In the order of src/kernels/reference/kernel.ts. */
INLINE double total(const double sums[4]) { return sums[0] + sums[1] + (sums[2] + sums[3]); }

#endif
