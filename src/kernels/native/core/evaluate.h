/* Networks over tiles of samples: outputs, loss, and the gradient of the loss. */
#ifndef EVOLVE_EVALUATE_H
#define EVOLVE_EVALUATE_H

#include "accumulate.h"
#include "activate.h"
#include "derivative.h"
#include "loss-gradient.h"

/* The samples of a tile, rounded up to whole vectors. The padding is computed but never counted. */
INLINE int32_t padded(int32_t samples) { return (samples + W - 1) & ~(W - 1); }

/* Passes one tile through every layer, alternating two buffers. Returns the outputs (O, T), in one of them. */
static const float *forward_tile(
    const Network *net, const float *params, const float *x, int32_t lanes, float *buffer, float *other,
    bool logits) {
  const size_t stride = (size_t)net->tile;
  for (int32_t index = 0; index < net->depth; index++) {
    const Layer *layer = &net->layers[index];
    dense(x, buffer, params, layer, layer->activation, lanes, stride);
    if (!(logits && index == net->depth - 1)) activate_layer(layer, buffer, lanes, stride);
    params += parameters_of(layer);
    x = buffer;
    buffer = other;
    other = (float *)x;
  }
  return x;
}

/*
 * x       (I, T)
 * samples number of valid samples, at most T
 * scratch two buffers of (widest layer, T), the second one `half` floats after the first
 */
static const float *forward(
    const Network *net, const float *params, const float *x, int32_t samples, float *scratch, size_t half) {
  return forward_tile(net, params, x, padded(samples), scratch, scratch + half, false);
}

/*
 * Adds the losses of samples to four partial sums: forward pass and loss, one tile at a time.
 * x       (⌈S/T⌉, I, T)
 * t       (⌈S/T⌉, O, T) targets
 * w       (⌈S/T⌉, T) weights of the samples, or NULL
 * samples S
 */
static void loss(
    const Network *net, const float *params, const float *x, const float *t, const float *w, int32_t samples,
    int32_t kind, float *scratch, size_t half, double sums[4]) {
  const size_t stride = (size_t)net->tile;
  const int32_t outputs = outputs_of(net);
  for (int32_t left = samples; left > 0; left -= net->tile) {
    const int32_t count = smaller(left, net->tile);
    const float *y =
        forward_tile(net, params, x, padded(count), scratch, scratch + half, from_logits(kind));
    add_losses(kind, y, t, w, count, outputs, stride, sums);
    x += (size_t)inputs_of(net) * stride;
    t += (size_t)outputs * stride;
    if (w) w += stride;
  }
}

/* Passes one tile through every layer. Keeps of each layer z (O, T), if its derivative needs it, and then y (O, T). */
INLINE void forward_kept(
    const Network *net, const float *params, const float *x, float *kept, int32_t lanes, bool logits) {
  const size_t stride = (size_t)net->tile;
  for (int32_t index = 0; index < net->depth; index++) {
    const Layer *layer = &net->layers[index];
    const int32_t code = layer->activation;
    const size_t size = (size_t)layer->outputs * stride;
    float *z = kept, *y = kept + size;
    const bool keep = derived_from_z(code);
    dense(x, keep ? z : y, params, layer, code, lanes, stride);
    if (keep) memcpy(y, z, size * sizeof *y);
    if (!(logits && index == net->depth - 1)) activate_layer(layer, y, lanes, stride);
    params += parameters_of(layer);
    kept += 2 * size;
    x = y;
  }
}

/*
 * Goes back from the last layer's outputs to the first layer's weights. Moving pointers start after the last layer.
 * params   end of the parameters
 * gradient end of the gradient
 * kept     end of the last layer's y
 */
INLINE void backward(
    const Network *net, const float *params, float *gradient, const float *x, const float *kept,
    float *panel, float *delta, float *other, int32_t samples, int32_t lanes, bool logits) {
  const size_t stride = (size_t)net->tile;
  for (int32_t index = net->depth - 1; index >= 0; index--) {
    const Layer *layer = &net->layers[index];
    const size_t size = (size_t)layer->outputs * stride;
    const float *y = kept - size;
    if (!(logits && index == net->depth - 1)) {
      if (layer->activation == SOFTMAX)
        derive_softmax(delta, y, layer->outputs, lanes, stride);
      else
        derive(layer->activation, layer->slope, delta, y - size, y, layer->outputs, lanes, stride);
    }
    kept -= 2 * size;
    params -= parameters_of(layer);
    gradient -= parameters_of(layer);
    const float *from = index > 0 ? kept - (size_t)layer->inputs * stride : x;
    accumulate(delta, from, gradient, panel, layer, samples, stride);
    if (index > 0) {
      propagate(delta, other, params + layer->biases, layer, lanes, stride);
      float *swap = delta;
      delta = other;
      other = swap;
    }
  }
}

/*
 * Adds the losses of samples to four partial sums, and the gradient of their share of the mean to `gradient`.
 * w        as for `loss`
 * samples  S of these tiles
 * all      the number of samples that the mean is over
 * scratch  two buffers of (widest layer, T)
 * trace    a panel (T, PANEL), then for each layer two of (O, T)
 * gradient (P) added to
 */
static void gradient(
    const Network *net, const float *params, const float *x, const float *t, const float *w, int32_t samples,
    int32_t all, int32_t kind, float *scratch, size_t half, float *trace, float *gradient, double sums[4]) {
  const size_t stride = (size_t)net->tile;
  const int32_t outputs = outputs_of(net);
  const bool logits = from_logits(kind);
  float *kept = trace + PANEL * stride;
  float *end = kept;
  size_t length = 0;
  for (int32_t index = 0; index < net->depth; index++) {
    length += parameters_of(&net->layers[index]);
    end += 2 * (size_t)net->layers[index].outputs * stride;
  }
  const float scale = (float)((kind == MSE ? 2 : 1) / divisor(kind, all, outputs));
  const float *y = end - (size_t)outputs * stride;
  for (int32_t left = samples; left > 0; left -= net->tile) {
    const int32_t count = smaller(left, net->tile);
    const int32_t lanes = padded(count);
    forward_kept(net, params, x, kept, lanes, logits);
    add_losses(kind, y, t, w, count, outputs, stride, sums);
    loss_gradient(kind, y, t, scratch, scale, outputs, lanes, stride);
    if (w) weigh_gradient(scratch, w, outputs, lanes, stride);
    backward(
        net, params + length, gradient + length, x, end, trace, scratch, scratch + half, count, lanes, logits);
    x += (size_t)inputs_of(net) * stride;
    t += (size_t)outputs * stride;
    if (w) w += stride;
  }
}

#endif
