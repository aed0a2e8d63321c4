/* The network as memory/descriptor.ts writes it, and the codes of model/activations.ts. */
#ifndef EVOLVE_NETWORK_H
#define EVOLVE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  LINEAR,
  SIGMOID,
  RELU,
  LEAKY_RELU,
  TANH,
  SOFTSIGN,
  ELU,
  GELU,
  SILU,
  SOFTPLUS,
  SINE,
  GAUSSIAN,
  SOFTMAX,
};

typedef struct {
  int32_t inputs; /* weights of a unit: more than enter a recurrent layer, see step_rows */
  int32_t outputs;
  int32_t activation;
  float slope;
  int32_t biases; /* O, or 0 */
} Layer;

typedef struct {
  int32_t depth;
  int32_t tile; /* T, samples */
  float zeros[4];
  Layer layers[];
} Network;

/* O biases or none, then (O, I) weights. */
static inline size_t parameters_of(const Layer *layer) {
  return (size_t)layer->biases + (size_t)layer->outputs * (size_t)layer->inputs;
}

static inline int32_t inputs_of(const Network *net) { return net->layers[0].inputs; }
static inline int32_t outputs_of(const Network *net) { return net->layers[net->depth - 1].outputs; }

static inline int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

#endif
