/*
 * All kernels, compiled once for each instruction set and arithmetic: CORE names the result, FUSED says how a
 * multiply-add is rounded.
 */
#include "evaluate.h"
#include "gather.h"
#include "optimisers.h"
#include "probe.h"
#include "sample-network.h"
#include "vectors.h"

const Core CORE = {
    .forward = forward,
    .loss = loss,
    .gradient = gradient,
    .gather = gather,
    .transpose = transpose,
    .forward_samples = forward_samples,
    .step_rows = step_rows,
    .sgd = sgd,
    .momentum = momentum,
    .nesterov = nesterov,
    .rmsprop = rmsprop,
    .adam = adam,
    .fill_normal = fill_normal,
    .fill_uniform = fill_uniform,
    .add_normals = add_normals,
    .perturb = perturb,
    .perturb_at = perturb_at,
    .mix = mix,
    .choose = choose,
    .choose_by_bits = choose_by_bits,
    .probe = probe,
};
