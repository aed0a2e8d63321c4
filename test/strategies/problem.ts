import type { Genome } from '../../src/random/genome.ts'
import { purpose } from '../../src/random/purpose.ts'
import { RandomStream } from '../../src/random/stream.ts'
import type { Problem } from '../../src/strategies/problem.ts'
import type { Costs } from '../../src/strategies/ranking.ts'

/** The genes of a perceptron: for each layer its biases, all 0, then normal weights. One block per neuron. */
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
  return { ...genes, type: 'float32', bounds: null, integer: null, initial: null, resampled }
}

/** P genes of one normal prior; blocks of `size`. */
export function vector(
  length: number,
  { scale = 1, size = 1, resampled = false }: { scale?: number; size?: number; resampled?: boolean } = {},
): Problem {
  const blockOf = Uint32Array.from({ length }, (_, p) => Math.floor(p / size))
  const prior = [{ start: 0, end: length, kind: 'normal', scale }] as const
  const blocks = Math.ceil(length / size)
  return {
    length,
    type: 'float32',
    blockOf,
    blocks,
    prior,
    bounds: null,
    integer: null,
    initial: null,
    resampled,
  }
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

/** An ellipsoid of condition 100. The genes of its optimum, 0, alternate 3 and -2: far from priors and midpoints. */
export function ellipsoid(genome: Genome): number {
  const { weights } = axesOf(genome.length)
  let sum = 0
  for (let p = 0; p < genome.length; p++) sum += weights[p] * (genome[p] - shift(p)) ** 2
  return sum
}

/** The same, reflected by Householder at a plane that contains no axis: no gene can be improved alone. */
export function rotatedEllipsoid(genome: Genome): number {
  const { weights, normal, length } = axesOf(genome.length)
  let along = 0
  for (let p = 0; p < genome.length; p++) along += (genome[p] - shift(p)) * normal[p]
  let sum = 0
  for (let p = 0; p < genome.length; p++) {
    const turned = genome[p] - shift(p) - (2 * along * normal[p]) / length
    sum += weights[p] * turned ** 2
  }
  return sum
}

interface Axes {
  readonly weights: readonly number[]
  /** Of the plane of the reflection. */
  readonly normal: readonly number[]
  /** Squared, of the normal. */
  readonly length: number
}

const axes = new Map<number, Axes>()

/** Computed once for each number of genes: costs are asked for hundreds of thousands of times. */
function axesOf(genes: number): Axes {
  const known = axes.get(genes)
  if (known !== undefined) return known
  const places = Array.from({ length: genes }, (_, p) => p)
  const normal = places.map((p) => Math.sin(p + 1))
  const made = {
    weights: places.map((p) => 100 ** (p / Math.max(1, genes - 1))),
    normal,
    length: normal.reduce((sum, n) => sum + n * n, 0),
  }
  axes.set(genes, made)
  return made
}

function shift(p: number): number {
  return p % 2 === 0 ? 3 : -2
}

/** Costs of individuals that satisfy all constraints. */
export function costs(values: Iterable<number>): Costs {
  const cost = Float64Array.from(values)
  return { cost, violation: new Float64Array(cost.length) }
}
