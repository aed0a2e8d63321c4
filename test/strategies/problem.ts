import { purpose } from '../../src/random/purpose.ts'
import { RandomStream } from '../../src/random/stream.ts'
import type { Problem } from '../../src/strategies/problem.ts'

/** The genes of a multilayer perceptron: for each layer its biases, all 0, then normal weights. A block a neuron. */
export function perceptron(widths: readonly number[], resampled = false): Problem {
  const prior: Problem['prior'][number][] = []
  const blockOf: number[] = []
  let blocks = 0
  for (const [layer, outputs] of widths.slice(1).entries()) {
    const inputs = widths[layer]
    const start = blockOf.length
    for (let o = 0; o < outputs; o++) blockOf.push(blocks + o)
    for (let o = 0; o < outputs; o++) for (let i = 0; i < inputs; i++) blockOf.push(blocks + o)
    prior.push({ start, end: start + outputs, kind: 'zero', scale: 0 })
    prior.push({ start: start + outputs, end: blockOf.length, kind: 'normal', scale: Math.sqrt(2 / inputs) })
    blocks += outputs
  }
  const genes = { length: blockOf.length, blockOf: Uint32Array.from(blockOf), blocks, prior }
  return { ...genes, type: 'float32', bounds: null, resampled }
}

/** P genes of one normal prior; blocks of `size`. */
export function vector(
  length: number,
  { scale = 1, size = 1, resampled = false }: { scale?: number; size?: number; resampled?: boolean } = {},
): Problem {
  const blockOf = Uint32Array.from({ length }, (_, p) => Math.floor(p / size))
  const prior = [{ start: 0, end: length, kind: 'normal', scale }] as const
  const blocks = Math.ceil(length / size)
  return { length, type: 'float32', blockOf, blocks, prior, bounds: null, resampled }
}

export function stream(seed = 1, individual = 0): RandomStream {
  return new RandomStream({ seed, purpose: purpose.mutation, individual })
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}

/** The standard deviation. */
export function deviation(values: ArrayLike<number>): number {
  const centre = mean(values)
  return Math.sqrt(mean(Array.from(values, (value) => (value - centre) ** 2)))
}
