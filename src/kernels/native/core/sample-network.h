/*
 * The forward pass of single samples. A layer's weights stand transposed, so that outputs of one sample are in the lanes;
 * each has the sums of the tile kernel: from the bias over the inputs in order. Lanes after the last output hold what
 * follows in memory, and are never read.
 */
#ifndef EVOLVE_SAMPLE_NETWORK_H
#define EVOLVE_SAMPLE_NETWORK_H

#include "activate.h"

/* O', floats of a row of transposed weights: equals `padded` of memory/sample-networks.ts. */
INLINE size_t row_of(int32_t outputs) { return ((size_t)outputs + 3) & ~(size_t)3; }

/*
 * Transposes a network's weights.
 * params (P) for each layer O biases or none, then (O, I) weights
 * to     for each layer O' biases, which may all be 0, then (I, O') weights, where I is the fan-in
 */
static void transpose(const Network *net, const float *params, float *to) {
  for (int32_t index = 0; index < net->depth; index++) {
    const Layer *layer = &net->layers[index];
    const size_t inputs = (size_t)layer->inputs, outputs = (size_t)layer->outputs;
    const size_t row = row_of(layer->outputs);
    for (size_t o = 0; o < row; o++) {
      /* Padding repeats the last output, so that it holds numbers. */
      const size_t from = o < outputs ? o : outputs - 1;
      to[o] = layer->biases ? params[from] : 0;
      const float *weights = params + layer->biases + from * inputs;
      for (size_t i = 0; i < inputs; i++) to[(i + 1) * row + o] = weights[i];
    }
    params += parameters_of(layer);
    to += row * (inputs + 1);
  }
}

/* Some vectors of outputs: as many sums as keep the execution units busy. */
INLINE void sample_block(
    const int vectors, const float *x, const float *weights, float *y, int32_t inputs, size_t row) {
  f32v sums[8];
#pragma GCC unroll 8
  for (int v = 0; v < vectors; v++) sums[v] = load(weights + v * W);
  for (int32_t i = 0; i < inputs; i++) {
    weights += row;
    const f32v input = splat(x[i]);
#pragma GCC unroll 8
    for (int v = 0; v < vectors; v++) sums[v] = multiply_add(load(weights + v * W), input, sums[v]);
  }
#pragma GCC unroll 8
  for (int v = 0; v < vectors; v++) store(y + v * W, sums[v]);
}

INLINE void sample_dense(
    const float *x, const float *weights, float *y, int32_t inputs, int32_t outputs, size_t row) {
  int32_t o = 0;
  int32_t vectors = (outputs + W - 1) / W;
  for (; vectors >= 8; vectors -= 8, o += 8 * W) sample_block(8, x, weights + o, y + o, inputs, row);
  if (vectors >= 4) {
    sample_block(4, x, weights + o, y + o, inputs, row);
    vectors -= 4;
    o += 4 * W;
  }
  if (vectors >= 2) {
    sample_block(2, x, weights + o, y + o, inputs, row);
    vectors -= 2;
    o += 2 * W;
  }
  if (vectors == 1) sample_block(1, x, weights + o, y + o, inputs, row);
}

/* softmax over O outputs, in place, with the tile kernel's order of sums. */
static void sample_softmax(float *y, int32_t outputs) {
  float largest = y[0];
  for (int32_t o = 1; o < outputs; o++) {
    /* As IEEE 754-2019 maximum: NaN wins. */
    if (!(largest >= y[o])) largest = largest == largest ? y[o] : largest;
  }
  for (int32_t o = 0; o < outputs; o += W) store(y + o, exp_v(load(y + o) - splat(largest)));
  float sum = 0;
  for (int32_t o = 0; o < outputs; o++) sum += y[o];
  for (int32_t o = 0; o < outputs; o++) y[o] /= sum;
}

/*
 * A layer on one sample.
 * x (I)
 * y (O, rounded up to whole vectors) out
 */
INLINE void sample_layer(const Layer *layer, const float *weights, const float *x, float *y) {
  sample_dense(x, weights, y, layer->inputs, layer->outputs, row_of(layer->outputs));
  if (layer->activation == SOFTMAX)
    sample_softmax(y, layer->outputs);
  else if (layer->activation != LINEAR)
    activate(layer->activation, layer->slope, y, 1, (layer->outputs + W - 1) & ~(W - 1), 0);
}

/*
 * Computes the network's outputs sample by sample.
 * weights     transposed
 * x           (S, I)
 * y           (S, O) out
 * samples     S
 * activations two buffers of (widest layer, rounded up to whole lines of 64 bytes), `half` floats apart
 */
static void forward_samples(
    const Network *net, const float *weights, const float *x, float *y, int32_t samples, float *activations,
    size_t half) {
  const int32_t outputs = outputs_of(net);
  for (; samples > 0; samples--) {
    const float *from = x;
    float *to = activations, *other = activations + half;
    const float *layer_weights = weights;
    for (int32_t index = 0; index < net->depth; index++) {
      const Layer *layer = &net->layers[index];
      sample_layer(layer, layer_weights, from, to);
      layer_weights += row_of(layer->outputs) * ((size_t)layer->inputs + 1);
      from = to;
      to = other;
      other = (float *)from;
    }
    memcpy(y, from, (size_t)outputs * sizeof *y);
    x += inputs_of(net);
    y += outputs;
  }
}

/*
 * A step of a network with recurrent layers, row by row. Such a layer is a dense one whose input is [x; h], where h is what
 * it put out in the step before: its fan-in is larger by O than the width of x.
 * weights     transposed
 * x           (S, I)
 * width       I
 * y           (S, O) out
 * rows        S
 * state       (S, H) the previous outputs of the recurrent layers, in and out
 * activations two buffers of (widest layer, or fan-in of a recurrent one, rounded up to whole lines), `half` floats apart
 */
static void step_rows(
    const Network *net, const float *weights, const float *x, int32_t width, float *y, int32_t rows,
    float *state, float *activations, size_t half) {
  for (; rows > 0; rows--) {
    float *from = activations, *to = activations + half;
    const float *layer_weights = weights;
    size_t entering = (size_t)width;
    memcpy(from, x, entering * sizeof *x);
    for (int32_t index = 0; index < net->depth; index++) {
      const Layer *layer = &net->layers[index];
      const size_t own = (size_t)layer->inputs - entering;
      memcpy(from + entering, state, own * sizeof *state);
      sample_layer(layer, layer_weights, from, to);
      memcpy(state, to, own * sizeof *state);
      state += own;
      layer_weights += row_of(layer->outputs) * ((size_t)layer->inputs + 1);
      entering = (size_t)layer->outputs;
      float *other = from;
      from = to;
      to = other;
    }
    memcpy(y, from, entering * sizeof *y);
    x += width;
    y += entering;
  }
}

#endif
