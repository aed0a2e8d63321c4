/*
 * The kernels for Node.js, by Node-API. It keeps no state of its own: the module is loaded once a process, and each
 * thread binds its own memory. A call checks that every address lies in the memory.
 */
#define NAPI_VERSION 8
#include <node_api.h>
#include <stdlib.h>
#include <string.h>

#include "core.h"

typedef struct {
  const char *name;
  const char *arithmetic;
  const Core *core;
} Build;

#define BUILD(set, arithmetic, suffix) {set, arithmetic, &core_##suffix}
#define DECLARE(suffix) extern const Core core_##suffix;

#if defined(__x86_64__)
DECLARE(avx512_fused)
DECLARE(avx512_strict)
DECLARE(avx2_fused)
DECLARE(avx2_strict)
DECLARE(sse2_strict)
/* Fastest first. */
static const Build builds[] = {
    BUILD("avx512", "fused", avx512_fused), BUILD("avx512", "strict", avx512_strict),
    BUILD("avx2", "fused", avx2_fused),     BUILD("avx2", "strict", avx2_strict),
    BUILD("sse2", "strict", sse2_strict),
};
static bool is_supported(const Build *build) {
  if (strcmp(build->name, "avx512") == 0)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("fma");
  if (strcmp(build->name, "avx2") == 0)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return true;
}
#elif defined(__aarch64__)
DECLARE(neon_fused)
DECLARE(neon_strict)
static const Build builds[] = {BUILD("neon", "fused", neon_fused), BUILD("neon", "strict", neon_strict)};
static bool is_supported(const Build *build) {
  (void)build;
  return true;
}
#else
#error "expected x86-64 or arm64"
#endif

#define BUILDS (sizeof builds / sizeof builds[0])

/* A memory and the kernels that work on it. The JavaScript object that wraps it holds the memory too. */
typedef struct {
  const Core *core;
  uint8_t *memory;
  double length;
} Bound;

/* The most arguments of a function. */
#define MOST_ARGUMENTS 14

/* A call under way. After a failure it has thrown, and returns nothing. */
typedef struct {
  napi_env env;
  Bound *bound;
  size_t count;
  napi_value arguments[MOST_ARGUMENTS];
  bool failed;
} Call;

static void fail(Call *call, const char *message) {
  if (call->failed) return;
  call->failed = true;
  napi_throw_range_error(call->env, NULL, message);
}

static Call begin(napi_env env, napi_callback_info info) {
  Call call = {.env = env, .count = MOST_ARGUMENTS};
  napi_value self;
  if (napi_get_cb_info(env, info, &call.count, call.arguments, &self, NULL) != napi_ok ||
      napi_unwrap(env, self, (void **)&call.bound) != napi_ok)
    fail(&call, "native: expected a call on what bind returned");
  return call;
}

static double number_at(Call *call, size_t index) {
  double value = 0;
  if (!call->failed &&
      (index >= call->count || napi_get_value_double(call->env, call->arguments[index], &value) != napi_ok))
    fail(call, "native: expected a number");
  return value;
}

static int32_t int_at(Call *call, size_t index) {
  const double value = number_at(call, index);
  if (value >= INT32_MIN && value <= INT32_MAX) return (int32_t)value;
  fail(call, "native: expected a whole number of 32 bits");
  return 0;
}

static uint32_t word_at(Call *call, size_t index) {
  const double value = number_at(call, index);
  if (value >= 0 && value <= UINT32_MAX) return (uint32_t)value;
  fail(call, "native: expected a number of 32 bits without sign");
  return 0;
}

/* An address in the memory, with room for so many bytes after it. */
static void *place_at(Call *call, size_t index, double bytes) {
  const double address = number_at(call, index);
  if (call->failed) return NULL;
  if (address >= 0 && bytes >= 0 && address + bytes <= call->bound->length && (size_t)address % 4 == 0)
    return call->bound->memory + (size_t)address;
  fail(call, "native: expected an address in the memory");
  return NULL;
}

/* A Float32Array in any memory. */
static float *floats_at(Call *call, size_t index, size_t *length) {
  void *data = NULL;
  napi_typedarray_type type;
  if (call->failed) return NULL;
  if (index >= call->count ||
      napi_get_typedarray_info(call->env, call->arguments[index], &type, length, &data, NULL, NULL) != napi_ok ||
      type != napi_float32_array)
    fail(call, "native: expected a Float32Array");
  return data;
}

/* A Uint32Array in any memory, of at least so many words. */
static uint32_t *words_at(Call *call, size_t index, size_t least) {
  void *data = NULL;
  size_t length = 0;
  napi_typedarray_type type;
  if (call->failed) return NULL;
  if (index >= call->count ||
      napi_get_typedarray_info(call->env, call->arguments[index], &type, &length, &data, NULL, NULL) != napi_ok ||
      type != napi_uint32_array || length < least)
    fail(call, "native: expected a Uint32Array that is long enough");
  return data;
}

/* Another Float32Array of the same length. */
static float *same_floats_at(Call *call, size_t index, size_t expected) {
  size_t length = 0;
  float *data = floats_at(call, index, &length);
  if (!call->failed && length != expected) fail(call, "native: expected arrays of the same length");
  return data;
}

static napi_value number(Call *call, double value) {
  napi_value result = NULL;
  if (!call->failed) napi_create_double(call->env, value, &result);
  return result;
}

/* What calls on a network begin with, and the sizes that their addresses are checked against. */
typedef struct {
  const Network *net;
  const float *params;
  /* P, and the outputs of all layers */
  double parameters;
  double units;
} Subject;

/* The arguments 0 and 1: a network and its parameters. */
static Subject subject_at(Call *call) {
  Subject subject = {.net = place_at(call, 0, sizeof(Network))};
  if (call->failed) return subject;
  const Network *net = subject.net;
  if (net->depth < 1 || net->tile < 1) fail(call, "native: expected the descriptor of a network");
  else place_at(call, 0, sizeof(Network) + (double)net->depth * sizeof(Layer));
  for (int32_t layer = 0; !call->failed && layer < net->depth; layer++) {
    subject.parameters += net->layers[layer].biases + (double)net->layers[layer].outputs * net->layers[layer].inputs;
    subject.units += net->layers[layer].outputs;
  }
  subject.params = place_at(call, 1, 4 * subject.parameters);
  return subject;
}

/* An argument with the tiles of so many samples, of so many columns. */
static float *tiles_at(Call *call, size_t index, const Network *net, int32_t samples, int32_t columns) {
  const double tiles = (samples + net->tile - 1) / net->tile;
  return place_at(call, index, 4.0 * tiles * net->tile * columns);
}

/* The last argument, with the tiles of weights of so many samples; NULL if it is missing. */
static float *weights_at(Call *call, size_t index, const Network *net, int32_t samples) {
  return index >= call->count ? NULL : tiles_at(call, index, net, samples, 1);
}

/* Two arguments: the address of two buffers, and the bytes of one of them. */
static float *scratch_at(Call *call, size_t index, size_t *half) {
  const int32_t bytes = int_at(call, index + 1);
  *half = bytes < 0 ? 0 : (size_t)bytes / 4;
  return place_at(call, index, 2.0 * bytes);
}

/* forward(net, parameters, x, samples, scratch, half): the address of the outputs (O, T) of one tile */
static napi_value call_forward(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Subject subject = subject_at(&call);
  if (call.failed) return NULL;
  size_t half;
  const int32_t samples = int_at(&call, 3);
  const float *x = tiles_at(&call, 2, subject.net, samples, inputs_of(subject.net));
  float *scratch = scratch_at(&call, 4, &half);
  if (samples > subject.net->tile) fail(&call, "native: expected at most a tile of samples");
  if (call.failed) return NULL;
  const float *y = call.bound->core->forward(subject.net, subject.params, x, samples, scratch, half);
  return number(&call, (double)((const uint8_t *)y - call.bound->memory));
}

/* loss(net, parameters, x, t, samples, loss, scratch, half, sums, w): adds to four partial sums in float64 */
static napi_value call_loss(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Subject subject = subject_at(&call);
  if (call.failed) return NULL;
  size_t half;
  const int32_t samples = int_at(&call, 4), kind = int_at(&call, 5);
  const float *x = tiles_at(&call, 2, subject.net, samples, inputs_of(subject.net));
  const float *t = tiles_at(&call, 3, subject.net, samples, outputs_of(subject.net));
  float *scratch = scratch_at(&call, 6, &half);
  double *sums = place_at(&call, 8, 4 * sizeof(double));
  const float *w = weights_at(&call, 9, subject.net, samples);
  if (!call.failed)
    call.bound->core->loss(subject.net, subject.params, x, t, w, samples, kind, scratch, half, sums);
  return NULL;
}

/*
 * gradient(net, parameters, x, t, samples, all, loss, scratch, half, trace, gradient, sums, fresh, w): adds to the gradient
 * of the mean over `all` samples, and to four partial sums; if fresh is 1, the gradient begins with 0
 */
static napi_value call_gradient(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Subject subject = subject_at(&call);
  if (call.failed) return NULL;
  size_t half;
  const int32_t samples = int_at(&call, 4), all = int_at(&call, 5), kind = int_at(&call, 6);
  const float *x = tiles_at(&call, 2, subject.net, samples, inputs_of(subject.net));
  const float *t = tiles_at(&call, 3, subject.net, samples, outputs_of(subject.net));
  float *scratch = scratch_at(&call, 7, &half);
  float *trace = place_at(&call, 9, 4.0 * subject.net->tile * (PANEL + 2 * subject.units));
  float *gradient = place_at(&call, 10, 4 * subject.parameters);
  double *sums = place_at(&call, 11, 4 * sizeof(double));
  const int32_t fresh = int_at(&call, 12);
  const float *w = weights_at(&call, 13, subject.net, samples);
  if (call.failed) return NULL;
  if (fresh) memset(gradient, 0, (size_t)subject.parameters * sizeof *gradient);
  call.bound->core->gradient(
      subject.net, subject.params, x, t, w, samples, all, kind, scratch, half, trace, gradient, sums);
  return NULL;
}

/* gather(rows, indices, count, width, tile, to) */
static napi_value call_gather(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const int32_t count = int_at(&call, 2), width = int_at(&call, 3), tile = int_at(&call, 4);
  if (count < 0 || width < 1 || tile < 1) fail(&call, "native: expected sizes of a tile");
  if (call.failed) return NULL;
  const float *rows = place_at(&call, 0, 0);
  const uint32_t *indices = place_at(&call, 1, 4.0 * count);
  float *to = place_at(&call, 5, 4.0 * width * tile * ((count + tile - 1) / tile));
  if (call.failed) return NULL;
  call.bound->core->gather(rows, indices, count, width, tile, to);
  return NULL;
}

/* transpose(net, parameters, to) */
static napi_value call_transpose(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Subject subject = subject_at(&call);
  float *to = place_at(&call, 2, 4 * subject.parameters);
  if (!call.failed) call.bound->core->transpose(subject.net, subject.params, to);
  return NULL;
}

/* forwardSamples(net, weights, x, y, samples, activations, half): the weights are transposed */
static napi_value call_forward_samples(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Subject subject = subject_at(&call);
  if (call.failed) return NULL;
  size_t half;
  const int32_t samples = int_at(&call, 4);
  const float *x = place_at(&call, 2, 4.0 * samples * inputs_of(subject.net));
  float *y = place_at(&call, 3, 4.0 * samples * outputs_of(subject.net));
  float *activations = scratch_at(&call, 5, &half);
  if (!call.failed)
    call.bound->core->forward_samples(subject.net, subject.params, x, y, samples, activations, half);
  return NULL;
}

/* The width of the state of recurrent layers, whose fan-in exceeds what enters them by their own outputs. */
static double state_width(Call *call, const Network *net, int32_t inputs, size_t half) {
  double width = 0;
  int32_t entering = inputs;
  for (int32_t index = 0; !call->failed && index < net->depth; index++) {
    const Layer *layer = &net->layers[index];
    const double own = (double)layer->inputs - entering;
    if (entering < 1 || (own != 0 && own != layer->outputs))
      fail(call, "native: expected layers that fit each other");
    if ((size_t)layer->inputs > half) fail(call, "native: expected buffers as wide as the layers");
    width += own;
    entering = layer->outputs;
  }
  return width;
}

/* stepRows(net, weights, x, inputs, y, rows, state, activations, half): the weights are transposed */
static napi_value call_step_rows(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Subject subject = subject_at(&call);
  if (call.failed) return NULL;
  size_t half;
  const int32_t inputs = int_at(&call, 3), rows = int_at(&call, 5);
  const float *x = place_at(&call, 2, 4.0 * rows * inputs);
  float *y = place_at(&call, 4, 4.0 * rows * outputs_of(subject.net));
  float *activations = scratch_at(&call, 7, &half);
  float *state = place_at(&call, 6, 4.0 * rows * state_width(&call, subject.net, inputs, half));
  if (!call.failed)
    call.bound->core->step_rows(
        subject.net, subject.params, x, inputs, y, rows, state, activations, half);
  return NULL;
}

/* What steps of all optimisers begin with: parameters, gradient, then vectors of the state, and their length. */
typedef struct {
  float *vectors[4];
  size_t n;
} Vectors;

static Vectors vectors_at(Call *call, size_t count) {
  const int32_t n = int_at(call, count);
  Vectors all = {.n = n < 0 ? 0 : (size_t)n};
  for (size_t k = 0; k < count; k++) all.vectors[k] = place_at(call, k, 4.0 * n);
  return all;
}

static napi_value call_sgd(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Vectors v = vectors_at(&call, 2);
  const float rate = (float)number_at(&call, 3);
  if (!call.failed) call.bound->core->sgd(v.vectors[0], v.vectors[1], v.n, rate);
  return NULL;
}

typedef void VelocityStep(
    float *parameters, const float *gradient, float *velocity, size_t n, float rate, float mu);

static void velocity_step(Call *call, VelocityStep *step) {
  const Vectors v = vectors_at(call, 3);
  const float rate = (float)number_at(call, 4), mu = (float)number_at(call, 5);
  if (!call->failed) step(v.vectors[0], v.vectors[1], v.vectors[2], v.n, rate, mu);
}

static napi_value call_momentum(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  if (!call.failed) velocity_step(&call, call.bound->core->momentum);
  return NULL;
}

static napi_value call_nesterov(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  if (!call.failed) velocity_step(&call, call.bound->core->nesterov);
  return NULL;
}

static napi_value call_rmsprop(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Vectors v = vectors_at(&call, 3);
  float s[4];
  for (size_t k = 0; k < 4; k++) s[k] = (float)number_at(&call, 4 + k);
  if (!call.failed)
    call.bound->core->rmsprop(v.vectors[0], v.vectors[1], v.vectors[2], v.n, s[0], s[1], s[2], s[3]);
  return NULL;
}

static napi_value call_adam(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const Vectors v = vectors_at(&call, 4);
  float s[8];
  for (size_t k = 0; k < 8; k++) s[k] = (float)number_at(&call, 5 + k);
  const AdamScalars scalars = {s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]};
  if (!call.failed)
    call.bound->core->adam(v.vectors[0], v.vectors[1], v.vectors[2], v.vectors[3], v.n, &scalars);
  return NULL;
}

/* Six numbers: seed, purpose, generation, individual, episode, draw. */
static Stream stream_at(Call *call, size_t index) {
  return (Stream){
      .seed = word_at(call, index),
      .purpose = word_at(call, index + 1),
      .generation = word_at(call, index + 2),
      .individual = word_at(call, index + 3),
      .episode = word_at(call, index + 4),
      .draw = word_at(call, index + 5),
  };
}

typedef void Fill(float *out, size_t n, const Stream *stream);

/* fillNormal(out, …stream), fillUniform(out, …stream) */
static void fill(Call *call, Fill *with) {
  size_t n = 0;
  float *out = floats_at(call, 0, &n);
  const Stream stream = stream_at(call, 1);
  if (!call->failed) with(out, n, &stream);
}

static napi_value call_fill_normal(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  if (!call.failed) fill(&call, call.bound->core->fill_normal);
  return NULL;
}

static napi_value call_fill_uniform(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  if (!call.failed) fill(&call, call.bound->core->fill_uniform);
  return NULL;
}

/* addNormals(genes, units, sigma, …stream) */
static napi_value call_add_normals(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  size_t n = 0;
  float *genes = floats_at(&call, 0, &n);
  const float *units = same_floats_at(&call, 1, n);
  const double sigma = number_at(&call, 2);
  const Stream stream = stream_at(&call, 3);
  if (!call.failed) call.bound->core->add_normals(genes, units, n, sigma, &stream);
  return NULL;
}

/* perturb(genes, units, sigma, noise) */
static napi_value call_perturb(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  size_t n = 0;
  float *genes = floats_at(&call, 0, &n);
  const float *units = same_floats_at(&call, 1, n);
  const double sigma = number_at(&call, 2);
  const float *noise = same_floats_at(&call, 3, n);
  if (!call.failed) call.bound->core->perturb(genes, units, noise, n, sigma);
  return NULL;
}

/* perturbAt(genes, units, sigma, noise, loci, count) */
static napi_value call_perturb_at(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  size_t n = 0, draws = 0;
  float *genes = floats_at(&call, 0, &n);
  const float *units = same_floats_at(&call, 1, n);
  const double sigma = number_at(&call, 2);
  const float *noise = floats_at(&call, 3, &draws);
  const size_t count = word_at(&call, 5);
  const uint32_t *loci = words_at(&call, 4, count);
  if (count > draws) fail(&call, "native: expected as much noise as loci");
  if (!call.failed && !call.bound->core->perturb_at(genes, units, n, noise, loci, count, sigma))
    fail(&call, "native: expected loci below the number of genes");
  return NULL;
}

/* mix(first, second, weight, child) */
static napi_value call_mix(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  size_t n = 0;
  float *child = floats_at(&call, 3, &n);
  const float *first = same_floats_at(&call, 0, n), *second = same_floats_at(&call, 1, n);
  const double weight = number_at(&call, 2);
  if (!call.failed) call.bound->core->mix(first, second, child, n, weight);
  return NULL;
}

/* choose(first, second, draws, chance, child) */
static napi_value call_choose(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  size_t n = 0;
  float *child = floats_at(&call, 4, &n);
  const float *first = same_floats_at(&call, 0, n), *second = same_floats_at(&call, 1, n);
  const float *draws = same_floats_at(&call, 2, n);
  const double chance = number_at(&call, 3);
  if (!call.failed) call.bound->core->choose(first, second, draws, child, n, chance);
  return NULL;
}

/* chooseByBits(first, second, words, child) */
static napi_value call_choose_by_bits(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  size_t n = 0;
  float *child = floats_at(&call, 3, &n);
  const float *first = same_floats_at(&call, 0, n), *second = same_floats_at(&call, 1, n);
  const uint32_t *words = words_at(&call, 2, (n + 31) / 32);
  if (!call.failed) call.bound->core->choose_by_bits(first, second, words, child, n);
  return NULL;
}

/* probe(rounds): how many operations were done */
static napi_value call_probe(napi_env env, napi_callback_info info) {
  Call call = begin(env, info);
  const int32_t rounds = int_at(&call, 0);
  return call.failed ? NULL : number(&call, call.bound->core->probe(rounds));
}

static void release(napi_env env, void *bound, void *hint) {
  (void)env;
  (void)hint;
  free(bound);
}

#define METHOD(name, function) {name, NULL, function, NULL, NULL, NULL, napi_default, NULL}

static const napi_property_descriptor methods[] = {
    METHOD("forward", call_forward),
    METHOD("loss", call_loss),
    METHOD("gradient", call_gradient),
    METHOD("gather", call_gather),
    METHOD("transpose", call_transpose),
    METHOD("forwardSamples", call_forward_samples),
    METHOD("stepRows", call_step_rows),
    METHOD("sgd", call_sgd),
    METHOD("momentum", call_momentum),
    METHOD("nesterov", call_nesterov),
    METHOD("rmsprop", call_rmsprop),
    METHOD("adam", call_adam),
    METHOD("fillNormal", call_fill_normal),
    METHOD("fillUniform", call_fill_uniform),
    METHOD("addNormals", call_add_normals),
    METHOD("perturb", call_perturb),
    METHOD("perturbAt", call_perturb_at),
    METHOD("mix", call_mix),
    METHOD("choose", call_choose),
    METHOD("chooseByBits", call_choose_by_bits),
    METHOD("probe", call_probe),
};

/* bind(memory: Uint8Array, build): the kernels of a build on a memory */
static napi_value bind(napi_env env, napi_callback_info info) {
  Call call = {.env = env, .count = 2};
  napi_typedarray_type type;
  size_t length = 0;
  void *memory = NULL;
  if (napi_get_cb_info(env, info, &call.count, call.arguments, NULL, NULL) != napi_ok || call.count < 2 ||
      napi_get_typedarray_info(env, call.arguments[0], &type, &length, &memory, NULL, NULL) != napi_ok ||
      type != napi_uint8_array) {
    fail(&call, "bind: expected a Uint8Array and the number of a build");
    return NULL;
  }
  const uint32_t build = word_at(&call, 1);
  if (build >= BUILDS || !is_supported(&builds[build]))
    fail(&call, "bind: expected a build that this processor supports");
  if (call.failed) return NULL;

  Bound *bound = malloc(sizeof *bound);
  napi_value object = NULL;
  if (bound == NULL || napi_create_object(env, &object) != napi_ok ||
      napi_wrap(env, object, bound, release, NULL, NULL) != napi_ok) {
    free(bound);
    fail(&call, "bind: expected memory for an object");
    return NULL;
  }
  *bound = (Bound){builds[build].core, memory, (double)length};
  const napi_property_descriptor held = {
      .utf8name = "memory", .value = call.arguments[0], .attributes = napi_default};
  if (napi_define_properties(env, object, 1, &held) != napi_ok ||
      napi_define_properties(env, object, sizeof methods / sizeof methods[0], methods) != napi_ok)
    fail(&call, "bind: expected an object with methods");
  return call.failed ? NULL : object;
}

/* builds: for each build that this processor supports its number, instruction set and arithmetic, fastest first */
static napi_value list_builds(napi_env env) {
  napi_value list = NULL;
  uint32_t count = 0;
  napi_create_array(env, &list);
  for (size_t k = 0; k < BUILDS; k++) {
    if (!is_supported(&builds[k])) continue;
    napi_value entry, build, set, arithmetic;
    napi_create_object(env, &entry);
    napi_create_uint32(env, (uint32_t)k, &build);
    napi_create_string_utf8(env, builds[k].name, NAPI_AUTO_LENGTH, &set);
    napi_create_string_utf8(env, builds[k].arithmetic, NAPI_AUTO_LENGTH, &arithmetic);
    napi_set_named_property(env, entry, "build", build);
    napi_set_named_property(env, entry, "instructionSet", set);
    napi_set_named_property(env, entry, "arithmetic", arithmetic);
    napi_set_element(env, list, count++, entry);
  }
  return list;
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor properties[] = {
      METHOD("bind", bind),
      {"builds", NULL, NULL, NULL, NULL, list_builds(env), napi_enumerable, NULL},
  };
  napi_define_properties(env, exports, sizeof properties / sizeof properties[0], properties);
  return exports;
}
