// The network descriptor as TypeScript writes it (memory/descriptor.ts), in 32-bit words:
// L, T, four zeros, then for each layer its fan-in, which is I without recurrent layers, O, the activation's code, its slope as
// float32, and the number of its biases, O or 0.

@inline export const LANES: i32 = 16 // samples go through a layer sixteen at a time
@inline export const LINEAR: i32 = 0
@inline export const SIGMOID: i32 = 1
@inline export const RELU: i32 = 2
@inline export const LEAKY_RELU: i32 = 3
@inline export const TANH: i32 = 4
@inline export const SOFTSIGN: i32 = 5
@inline export const ELU: i32 = 6
@inline export const GELU: i32 = 7
@inline export const SILU: i32 = 8
@inline export const SOFTPLUS: i32 = 9
@inline export const SINE: i32 = 10
@inline export const GAUSSIAN: i32 = 11
@inline export const SOFTMAX: i32 = 12

// @ts-ignore: decorator
@inline export function layerCount(net: usize): i32 {
  return load<i32>(net)
}

// @ts-ignore: decorator
@inline export function tileSize(net: usize): i32 {
  return load<i32>(net, 4)
}

// @ts-ignore: decorator
@inline export function layerAt(net: usize, index: i32): usize {
  return net + 24 + <usize>index * 20
}

// @ts-ignore: decorator
@inline export function inputsOf(layer: usize): i32 {
  return load<i32>(layer)
}

// @ts-ignore: decorator
@inline export function outputsOf(layer: usize): i32 {
  return load<i32>(layer, 4)
}

// @ts-ignore: decorator
@inline export function activationOf(layer: usize): i32 {
  return load<i32>(layer, 8)
}

// @ts-ignore: decorator
@inline export function slopeOf(layer: usize): f32 {
  return load<f32>(layer, 12)
}

/** O, or 0. */
// @ts-ignore: decorator
@inline export function biasesOf(layer: usize): i32 {
  return load<i32>(layer, 16)
}

/** Four zeros, in place of missing biases. */
// @ts-ignore: decorator
@inline export function zerosOf(net: usize): usize {
  return net + 8
}

/** The size of a layer's parameters in bytes. */
// @ts-ignore: decorator
@inline export function parametersOf(layer: usize): usize {
  return <usize>(biasesOf(layer) + outputsOf(layer) * inputsOf(layer)) << 2
}

/** The samples of a tile, rounded up to whole lane blocks. The padding is computed but never counted. */
// @ts-ignore: decorator
@inline export function paddedLanes(samples: i32): i32 {
  return (samples + (LANES - 1)) & ~(LANES - 1)
}
